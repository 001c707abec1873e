import CLibPQ

extension Session {
    /// Runs text with any number of statements through the simple protocol, which knows neither parameters nor pipelines.
    func execute(script: String, opening: [String]) -> BatchOutcome {
        var outcome = opening.isEmpty ? BatchOutcome() : attemptOpening(opening)
        guard outcome.failure == nil else { return outcome }
        do throws(PostgresError) {
            let connection = try live()
            guard PQexitPipelineMode(connection) == 1, PQsendQuery(connection, script) == 1 else { throw lost() }
            try receiveScript(into: &outcome)
            guard PQenterPipelineMode(connection) == 1 else { throw lost() }
        } catch {
            outcome.failure = outcome.failure ?? error
        }
        return outcome
    }

    private func attemptOpening(_ opening: [String]) -> BatchOutcome {
        state == .idle ? execute(Batch(opening: opening)) : BatchOutcome()
    }

    private func receiveScript(into outcome: inout BatchOutcome) throws(PostgresError) {
        while let result = try nextResult() {
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
                break
            case PGRES_FATAL_ERROR:
                let error = PostgresError(result: result)
                if PostgresError.isFatal(result) || isDisconnected {
                    markBroken()
                    throw error.recoded(.connectionLost)
                }
                outcome.failure = outcome.failure ?? error
            default:
                throw lost("COPY is not supported")
            }
        }
    }
}
