import Logging

extension PostgresPool {
    /// Runs one statement in a transaction of its own, under the configuration's statement timeout.
    ///
    /// Cancelling the task cancels the statement on the server.
    ///
    /// - Throws: ``PostgresError``
    public func query(_ query: PostgresQuery) async throws(PostgresError) -> PostgresResult {
        try checkNotNested()
        let batch = Batch(statements: [try EncodedStatement(query)])
        log(query)
        let server = try await shell.acquire()
        let outcome = await server.run(batch, stallLimit: defaultStallLimit, isCancellable: true)
        give(back: server)
        metrics.record([query], outcome)
        if let failure = outcome.failure { throw failure }
        return outcome.results[0]
    }

    /// Sends BEGIN, the statement timeout, all statements and COMMIT with one flush: a whole transaction in one round trip.
    ///
    /// Because COMMIT is sent at once, cancelling the task has an effect only while it waits for a connection.
    ///
    /// - Returns: One result for each statement, in order.
    /// - Throws: ``PostgresError`` of the first statement that failed, with its `statementIndex`, after everything was rolled back;
    ///   `commitOutcomeUnknown` if the connection was lost before the server confirmed.
    public func pipelinedTransaction(
        _ queries: [PostgresQuery],
        options: PostgresTransactionOptions = .default
    ) async throws(PostgresError) -> [PostgresResult] {
        try checkNotNested()
        guard !queries.isEmpty else { return [] }
        let batch = Batch(opening: opening(options), statements: try queries.encoded(), closing: "COMMIT")
        for query in queries { log(query) }
        let server = try await shell.acquire()
        defer { give(back: server) }
        guard !Task.isCancelled else { throw PostgresError(.cancelled, "the task was cancelled before anything was sent") }
        let outcome = await server.run(batch, stallLimit: stallLimit(options), isCancellable: false)
        metrics.record(queries, outcome)
        if server.state != .idle {
            _ = await server.run(.rollback, stallLimit: defaultStallLimit, isCancellable: false)
        }
        try outcome.checkCommitted(earlier: outcome.failure)
        return outcome.results
    }

    /// Returns a connection. One that is in a transaction or broken is closed.
    func give(back server: ServerConnection) {
        shell.release(server, isUsable: server.state == .idle)
    }

    /// What opens a transaction with these options.
    func opening(_ options: PostgresTransactionOptions) -> [String] {
        let timeout = options.statementTimeout ?? configuration.statementTimeout
        return [options.beginStatement, "SET LOCAL statement_timeout = \(max(0, timeout.roundedUpMilliseconds))"]
    }

    /// Longest tolerated silence under these options.
    func stallLimit(_ options: PostgresTransactionOptions) -> Duration? {
        configuration.stallLimit(timeout: options.statementTimeout ?? configuration.statementTimeout)
    }

    /// Longest tolerated silence under the configuration's statement timeout.
    var defaultStallLimit: Duration? {
        configuration.stallLimit(timeout: configuration.statementTimeout)
    }

    private func log(_ query: PostgresQuery) {
        guard configuration.logsStatements else { return }
        logger.debug("sql", metadata: ["sql": "\(query.sql)"])
    }
}
