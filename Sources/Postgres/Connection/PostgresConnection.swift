import Logging
import Synchronization

/// One connection, lent by a ``PostgresPool`` for the duration of a closure. Use after the closure has returned is an error.
///
/// Calls from several tasks at once are run one after the other. In a transaction, `BEGIN` and its settings travel with the first statement, so that
/// they cost no round trip; a transaction without statements never reaches the server.
public final class PostgresConnection: Sendable {
    /// What is known about the transaction of this lease.
    struct Progress {
        var hasBegun = false
        /// The first error of the server; COMMIT cannot succeed after it.
        var failure: PostgresError?
    }

    let server: ServerConnection
    let metrics: QueryMetrics
    let logger: Logger
    /// Statements that open the transaction; empty outside one.
    let opening: [String]
    let stallLimit: Duration?
    let progress = Mutex(Progress())
    private let isActive = Atomic(true)

    init(server: ServerConnection, opening: [String] = [], stallLimit: Duration?, metrics: QueryMetrics, logger: Logger) {
        self.server = server
        self.opening = opening
        self.stallLimit = stallLimit
        self.metrics = metrics
        self.logger = logger
    }

    /// Runs one statement. Cancelling the task cancels the statement on the server.
    ///
    /// - Throws: ``PostgresError``
    public func query(_ query: PostgresQuery) async throws(PostgresError) -> PostgresResult {
        try await pipeline([query])[0]
    }

    /// Runs statements with one flush and one wait. Outside a transaction they form one by themselves: all take effect, or none.
    ///
    /// - Returns: One result for each statement, in order.
    /// - Throws: ``PostgresError`` of the first statement that failed, with its `statementIndex`; those behind it did not run.
    public func pipeline(_ queries: [PostgresQuery]) async throws(PostgresError) -> [PostgresResult] {
        try checkUsable()
        guard !queries.isEmpty else { return [] }
        let batch = Batch(opening: opening, statements: try queries.encoded())
        log(queries)
        let outcome = await server.run(batch, stallLimit: stallLimit, isCancellable: true)
        metrics.record(queries, outcome)
        return try accept(outcome)
    }

    /// Runs text that may hold several statements separated by semicolons, without parameters and without results, as migrations do.
    ///
    /// Outside a transaction the text forms one by itself, unless it contains transaction commands.
    ///
    /// - Throws: ``PostgresError``
    public func runScript(_ sql: String) async throws(PostgresError) {
        try checkUsable()
        let outcome = await server.run(script: sql, opening: opening, stallLimit: stallLimit)
        _ = try accept(outcome)
    }

    /// Ends the lease for its holder.
    func deactivate() {
        isActive.store(false, ordering: .releasing)
    }

    private func checkUsable() throws(PostgresError) {
        guard isActive.load(ordering: .acquiring) else {
            throw PostgresError(.usage, "the connection was used after its closure had returned")
        }
        // Going on would silently open a second transaction.
        guard !(progress.withLock { $0.hasBegun } && server.state == .idle) else {
            throw PostgresError(.usage, "the transaction was ended by a statement inside it")
        }
    }

    private func accept(_ outcome: BatchOutcome) throws(PostgresError) -> [PostgresResult] {
        progress.withLock { progress in
            progress.hasBegun = progress.hasBegun || outcome.didOpen
            progress.failure = progress.failure ?? outcome.failure
        }
        if let failure = outcome.failure { throw failure }
        return outcome.results
    }

    private func log(_ queries: [PostgresQuery]) {
        guard server.configuration.logsStatements else { return }
        for query in queries {
            logger.debug("sql", metadata: ["sql": "\(query.sql)"])
        }
    }
}

extension [PostgresQuery] {
    /// Encodes all of them.
    func encoded() throws(PostgresError) -> [EncodedStatement] {
        var statements: [EncodedStatement] = []
        statements.reserveCapacity(count)
        for query in self {
            statements.append(try EncodedStatement(query))
        }
        return statements
    }
}

extension QueryMetrics {
    /// Counts the queries of a batch that were answered.
    func record(_ queries: [PostgresQuery], _ outcome: BatchOutcome) {
        for (query, nanoseconds) in zip(queries, outcome.durations) {
            record(operation: query.operation, table: query.table, nanoseconds: nanoseconds)
        }
    }
}
