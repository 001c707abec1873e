import Synchronization

/// Travels with a task, and the tasks it starts, while they are inside a transaction.
final class TransactionMark: Sendable {
    @TaskLocal static var current: TransactionMark?

    private let pool: ObjectIdentifier
    private let isOpen = Atomic(true)

    init(pool: PostgresPool) {
        self.pool = ObjectIdentifier(pool)
    }

    /// Whether the transaction is on this pool and not over. A task that outlives it may use the pool again.
    func isOpen(on pool: PostgresPool) -> Bool {
        ObjectIdentifier(pool) == self.pool && isOpen.load(ordering: .acquiring)
    }

    /// The transaction is over.
    func end() {
        isOpen.store(false, ordering: .releasing)
    }
}
