import Logging
import ServiceLifecycle

/// A pool of connections. Works before ``run()`` is awaited: connections are opened when they are first needed.
public final class PostgresPool: Service {
    /// What the pool was made with.
    public let configuration: PostgresConfiguration

    /// A pool without connections.
    public init(configuration: PostgresConfiguration, logger: Logger) {
        self.configuration = configuration
    }

    /// Housekeeping until graceful shutdown, then closes everything.
    public func run() async throws {}

    /// What the connections are doing.
    public var statistics: PostgresPoolStatistics { PostgresPoolStatistics(idle: 0, inUse: 0, overflow: 0, waiting: 0) }

    /// Runs one statement in a transaction of its own.
    public func query(_ query: PostgresQuery) async throws(PostgresError) -> PostgresResult {
        throw PostgresError(.usage, "skeleton")
    }

    /// Lends a connection to `body`.
    public func withConnection<R>(
        isolation: isolated (any Actor)? = #isolation,
        _ body: (PostgresConnection) async throws -> R
    ) async throws -> R {
        throw PostgresError(.usage, "skeleton")
    }

    /// Runs `body` in a transaction.
    public func transaction<R>(
        _ options: PostgresTransactionOptions = .default,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (PostgresConnection) async throws -> R
    ) async throws -> R {
        throw PostgresError(.usage, "skeleton")
    }

    /// BEGIN, all statements and COMMIT in one flush.
    public func pipelinedTransaction(
        _ queries: [PostgresQuery],
        options: PostgresTransactionOptions = .default
    ) async throws(PostgresError) -> [PostgresResult] {
        throw PostgresError(.usage, "skeleton")
    }

    /// Closes everything; what is lent out is closed when it comes back.
    public func close() async {}
}
