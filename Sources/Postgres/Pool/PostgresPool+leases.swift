import Logging

extension PostgresPool {
    /// Lends a connection to `body`, outside a transaction.
    ///
    /// The statement timeout is the configuration's. A connection that comes back inside a transaction is closed, which rolls it back.
    ///
    /// - Throws: ``PostgresError`` when there is no connection, and what `body` throws.
    public func withConnection<R>(
        isolation: isolated (any Actor)? = #isolation,
        _ body: (PostgresConnection) async throws -> R
    ) async throws -> R {
        try checkNotNested()
        let server = try await shell.acquire()
        let connection = PostgresConnection(server: server, stallLimit: defaultStallLimit, metrics: metrics, logger: logger)
        defer {
            connection.deactivate()
            if server.state == .inTransaction || server.state == .inFailedTransaction {
                logger.error("a connection was returned inside a transaction and is closed")
            }
            give(back: server)
        }
        return try await body(connection)
    }

    /// Runs `body` in a transaction: commits when it returns, rolls back when it throws.
    ///
    /// A task cancelled before COMMIT was sent gets `cancelled` and nothing took effect; after that the outcome is awaited.
    /// Inside `body`, use the connection given: asking this pool again is an error, because under load it would wait for itself.
    ///
    /// - Parameters:
    ///   - options: Statement timeout, isolation level, access mode.
    ///   - body: The work. It must not contain transaction commands.
    /// - Throws: What `body` throws; ``PostgresError``, with `commitOutcomeUnknown` if the connection was lost during COMMIT.
    public func transaction<R>(
        _ options: PostgresTransactionOptions = .default,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (PostgresConnection) async throws -> R
    ) async throws -> R {
        try checkNotNested()
        let server = try await shell.acquire()
        let connection = PostgresConnection(
            server: server,
            opening: opening(options),
            stallLimit: stallLimit(options),
            metrics: metrics,
            logger: logger
        )
        let mark = TransactionMark(pool: self)
        defer {
            mark.end()
            connection.deactivate()
            give(back: server)
        }
        do {
            let result = try await TransactionMark.$current.withValue(mark) { try await body(connection) }
            connection.deactivate()
            try await connection.commit()
            return result
        } catch {
            await connection.rollback()
            throw error
        }
    }

    /// Refuses a second connection to a task that holds one in a transaction of this pool.
    func checkNotNested() throws(PostgresError) {
        guard let mark = TransactionMark.current, mark.isOpen(on: self) else { return }
        throw PostgresError(.usage, "the pool was asked for another connection inside a transaction; use the connection of the transaction")
    }
}
