import Synchronization

extension PostgresConnection {
    /// Commits what the closure did. Cannot be cancelled: the outcome is awaited.
    func commit() async throws(PostgresError) {
        let progress = progress.withLock { $0 }
        guard progress.hasBegun else {
            if let failure = progress.failure, failure.code != .usage { throw failure }
            return
        }
        guard server.state != .idle else {
            throw PostgresError(.usage, "the transaction was ended by a statement inside it")
        }
        if Task.isCancelled {
            await rollback()
            throw PostgresError(.cancelled, "the task was cancelled before COMMIT was sent")
        }
        let outcome = await server.run(.commit, stallLimit: stallLimit, isCancellable: false)
        try outcome.checkCommitted(earlier: progress.failure)
    }

    /// Undoes what the closure did. If that fails the connection is unusable, which the pool sees from its state.
    func rollback() async {
        guard server.state == .inTransaction || server.state == .inFailedTransaction else { return }
        _ = await server.run(.rollback, stallLimit: stallLimit, isCancellable: false)
    }
}

extension BatchOutcome {
    /// Whether the batch's COMMIT took effect.
    ///
    /// - Parameter earlier: The failure of a statement before, which made the commit a rollback.
    /// - Throws: What kept it from taking effect; `commitOutcomeUnknown` if that cannot be known.
    func checkCommitted(earlier: PostgresError?) throws(PostgresError) {
        switch closing {
        case .answered(tag: "COMMIT"):
            return
        case .answered:
            throw earlier ?? PostgresError(.usage, "the transaction was rolled back because a statement in it had failed")
        case .sent:
            let reason = failure?.message ?? "no answer"
            throw (failure ?? PostgresError(.connectionLost, reason)).recoded(.commitOutcomeUnknown)
        case .notSent:
            throw failure ?? PostgresError(.connectionLost, "COMMIT was not sent")
        }
    }
}
