import Synchronization

/// Every submission that the API acknowledged.
final class Ledger: Sendable {
    /// One acknowledged submission.
    struct Entry: Sendable {
        let eventID: String
        let boardID: String
        let value: Double
    }

    private struct State {
        var entries: [Entry] = []
        var refused = 0
        var unanswered = 0
        var withoutRetryAfter = 0
        var slowest: Duration = .zero
    }

    private let state = Mutex(State())

    var entries: [Entry] { state.withLock { $0.entries } }
    /// Submissions that were answered 503, as they may be while a server is away.
    var refused: Int { state.withLock { $0.refused } }

    func add(_ entry: Entry) {
        state.withLock { $0.entries.append(entry) }
    }

    /// Requests without any answer within the patience of the client.
    var unanswered: Int { state.withLock { $0.unanswered } }
    /// Answers of 503 without `Retry-After`.
    var withoutRetryAfter: Int { state.withLock { $0.withoutRetryAfter } }
    /// The longest time a client waited for an answer.
    var slowest: Duration { state.withLock { $0.slowest } }

    func addRefusal(hasRetryAfter: Bool = true) {
        state.withLock { state in
            state.refused += 1
            if !hasRetryAfter { state.withoutRetryAfter += 1 }
        }
    }

    func addUnanswered() {
        state.withLock { $0.unanswered += 1 }
    }

    func noteWait(_ wait: Duration) {
        state.withLock { $0.slowest = max($0.slowest, wait) }
    }
}
