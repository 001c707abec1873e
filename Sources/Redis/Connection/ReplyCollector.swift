import Synchronization

/// Collects a known number of replies for one waiter: a handshake, or one command of a blocking connection.
final class ReplyCollector: ReplyReceiver {
    typealias Outcome = Result<[RedisValue], RedisError>

    private struct State {
        var replies: [RedisValue] = []
        var outcome: Outcome?
        var waiter: CheckedContinuation<Outcome, Never>?
    }

    private let expected: Int
    private let state = Mutex(State())

    init(expected: Int) {
        self.expected = expected
    }

    /// Waits for the replies or a failure; for one caller.
    func wait() async -> Outcome {
        await withCheckedContinuation { continuation in
            let outcome = state.withLock { state in
                if state.outcome == nil { state.waiter = continuation }
                return state.outcome
            }
            if let outcome { continuation.resume(returning: outcome) }
        }
    }

    /// Ends the wait with `error`, unless it ended before.
    ///
    /// - Returns: Whether this ended it.
    @discardableResult
    func fail(_ error: RedisError) -> Bool {
        settle { _ in .failure(error) }
    }

    func received(_ replies: [RedisValue]) {
        settle { state in
            state.replies += replies
            if state.replies.count < self.expected { return nil }
            guard state.replies.count == self.expected else {
                return .failure(RedisError(.protocolViolation, "more replies than commands"))
            }
            return .success(state.replies)
        }
    }

    func closed(_ cause: RedisError) {
        fail(cause)
    }

    @discardableResult
    private func settle(_ decide: (inout State) -> Outcome?) -> Bool {
        let (waiter, outcome) = state.withLock { state -> (CheckedContinuation<Outcome, Never>?, Outcome?) in
            guard state.outcome == nil, let outcome = decide(&state) else { return (nil, nil) }
            state.outcome = outcome
            defer { state.waiter = nil }
            return (state.waiter, outcome)
        }
        guard let outcome else { return false }
        waiter?.resume(returning: outcome)
        return true
    }
}
