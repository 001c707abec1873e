extension Session {
    /// Runs a batch. Never throws: whatever happened is in the outcome.
    ///
    /// A statement that the server has forgotten, or whose result type changed under it, is prepared again and the batch repeated once, if nothing
    /// happened before it in the same transaction.
    func execute(_ batch: Batch, cancellation: StatementCancellation? = nil) -> BatchOutcome {
        let beganIdle = state == .idle
        let outcome = attempt(batch)
        guard let failure = outcome.failure, failure.isStaleStatement, !isBroken else { return outcome }
        forget(failure, in: batch)
        guard beganIdle, cancellation?.isCancelling != true, returnToIdle() else { return outcome }
        return attempt(batch)
    }

    private func attempt(_ batch: Batch) -> BatchOutcome {
        var outcome = BatchOutcome()
        var steps: [Step] = []
        steps.reserveCapacity(batch.statements.count * 2 + batch.opening.count + 2)
        do {
            try send(batch, into: &steps, outcome: &outcome)
            try receive(steps, into: &outcome)
        } catch {
            outcome.failure = outcome.failure ?? error
        }
        return outcome
    }

    private func forget(_ failure: PostgresError, in batch: Batch) {
        if failure.sqlState == "26000" {
            // One name gone usually means all are: DISCARD ALL, or a pooler that changed the server underneath.
            statements.removeAll()
        } else if let index = failure.statementIndex, batch.statements.indices.contains(index) {
            statements.remove(sql: batch.statements[index].sql, isHeldByServer: true)
        }
    }

    /// Leaves the transaction that the failed batch opened.
    private func returnToIdle() -> Bool {
        if state != .idle { _ = attempt(.rollback) }
        return state == .idle
    }
}
