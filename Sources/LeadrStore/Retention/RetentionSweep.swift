import Postgres

/// Deletes what is kept no longer, a chunk in each transaction, so that nothing is locked for long and a cancellation loses one chunk's work at most.
public struct RetentionSweep: Sendable {
    /// Chunks of one sweep; what is left goes with the next one.
    public static let mostChunks = 1000

    private let pool: PostgresPool
    private let chunk: Int

    /// A sweep on a pool.
    ///
    /// - Parameter chunk: Rows of one transaction.
    public init(pool: PostgresPool, chunk: Int = 1000) {
        self.pool = pool
        self.chunk = chunk
    }

    /// Deletes the rows of `rule` whose time ended more than `age` ago; returns how many.
    ///
    /// - Throws: `PostgresError`; `CancellationError` between two chunks.
    @discardableResult
    public func delete(_ rule: RetentionRule, olderThan age: Duration) async throws -> Int {
        var deleted = 0
        for _ in 0..<Self.mostChunks {
            try Task.checkCancellation()
            let count = try await pool.query(rule.deletion(olderThan: age, limit: chunk)).affectedRows
            deleted += count
            guard count > 0 else { break }
        }
        return deleted
    }
}
