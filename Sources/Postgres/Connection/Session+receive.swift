import CLibPQ

extension Session {
    /// Takes in the answers to `steps`. Throws only when the connection is lost; what the server refused is the outcome's `failure`.
    func receive(_ steps: [Step], into outcome: inout BatchOutcome) throws(PostgresError) {
        var last = ContinuousClock.now
        for step in steps {
            if case .sync = step {
                try receiveSync()
                continue
            }
            let answer = try receiveAnswer()
            if case .execute = step {
                let now = ContinuousClock.now
                outcome.durations.append((now - last).nanoseconds)
                last = now
            }
            try take(answer, for: step, into: &outcome)
        }
    }

    /// What the server said about one step.
    private enum Answer {
        case success(ResultStorage)
        case failure(PostgresError, isFatal: Bool)
        /// Not run, because a step before failed.
        case skipped
    }

    private func take(_ answer: Answer, for step: Step, into outcome: inout BatchOutcome) throws(PostgresError) {
        switch (answer, step) {
        case (.success(let storage), .execute):
            outcome.results.append(PostgresResult(storage: storage))
        case (.success(let storage), .closing):
            outcome.closing = .answered(tag: storage.commandTag)
        case (.success, _):
            break
        case (.failure(let error, let isFatal), _):
            guard isFatal else { return fail(error, at: step, &outcome) }
            try end(error, at: step, &outcome)
        case (.skipped, .prepare(let sql, _)):
            statements.remove(sql: sql, isHeldByServer: false)
        case (.skipped, .closing):
            outcome.closing = .notSent
        case (.skipped, _):
            break
        }
    }

    /// The session is over. If the server itself ended it before it came to COMMIT, there was no COMMIT; if the connection just broke, or broke in the
    /// middle of COMMIT, nobody knows.
    private func end(_ error: PostgresError, at step: Step, _ outcome: inout BatchOutcome) throws(PostgresError) {
        markBroken()
        if case .closing = step {} else if error.sqlState != nil { outcome.closing = .notSent }
        throw error.recoded(.connectionLost)
    }

    private func fail(_ error: PostgresError, at step: Step, _ outcome: inout BatchOutcome) {
        if case .housekeeping = step { return }
        var error = error
        // The server skips everything up to the end of the pipeline, COMMIT included.
        outcome.closing = .notSent
        switch step {
        case .prepare(let sql, let statement):
            statements.remove(sql: sql, isHeldByServer: false)
            error.statementIndex = statement
        case .execute(let statement):
            error.statementIndex = statement
        case .housekeeping, .opening, .closing, .sync:
            break
        }
        outcome.failure = outcome.failure ?? error
    }

    /// Reads the result of one step and the end mark behind it.
    private func receiveAnswer() throws(PostgresError) -> Answer {
        guard let result = try nextResult() else { throw lost("an answer is missing") }
        let answer = try classify(result)
        if case .failure(_, true) = answer { return answer }
        while let extra = try nextResult() {
            PQclear(extra)
        }
        return answer
    }

    /// Takes ownership of `result`.
    private func classify(_ result: OpaquePointer) throws(PostgresError) -> Answer {
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
            return .success(ResultStorage(result))
        case PGRES_PIPELINE_ABORTED:
            PQclear(result)
            return .skipped
        case PGRES_FATAL_ERROR:
            defer { PQclear(result) }
            return .failure(PostgresError(result: result), isFatal: isDisconnected || PostgresError.isFatal(result))
        default:
            // COPY, which neither takes part in pipelines nor is needed.
            defer { PQclear(result) }
            throw lost("unexpected result status \(PQresultStatus(result).rawValue)")
        }
    }

    private func receiveSync() throws(PostgresError) {
        guard let result = try nextResult() else { throw lost("the end of the pipeline is missing") }
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_PIPELINE_SYNC else {
            throw PQresultStatus(result) == PGRES_FATAL_ERROR ? lost(PostgresError(result: result).message) : lost("the pipeline is out of step")
        }
    }
}

extension Duration {
    /// Whole nanoseconds; durations of statements are far from the limit.
    var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
