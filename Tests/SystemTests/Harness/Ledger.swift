import Synchronization

/// Every submission that the API acknowledged.
final class Ledger: Sendable {
    /// One acknowledged submission.
    struct Entry: Sendable {
        let eventID: String
        let boardID: String
        let value: Double
    }

    private let state = Mutex((entries: [Entry](), refused: 0))

    var entries: [Entry] { state.withLock { $0.entries } }
    /// Submissions that were answered 503, as they may be while a server is away.
    var refused: Int { state.withLock { $0.refused } }

    func add(_ entry: Entry) {
        state.withLock { $0.entries.append(entry) }
    }

    func addRefusal() {
        state.withLock { $0.refused += 1 }
    }
}
