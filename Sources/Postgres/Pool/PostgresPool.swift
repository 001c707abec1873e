import Logging
import ServiceLifecycle

/// A pool of connections to one PostgreSQL server.
///
/// It works before ``run()`` is awaited and without it: connections are opened when they are first needed. ``run()`` adds what needs a clock: it closes
/// connections that have grown old while idle, publishes the gauges of `db_pool_connections`, and closes everything on graceful shutdown.
///
/// Callers get connections in the order they asked. Session state (`SET`, temporary tables, advisory session locks) stays with a connection when it goes
/// back, so leave it as it was found; inside transactions use `SET LOCAL` and `pg_advisory_xact_lock`.
public final class PostgresPool: Service {
    /// What the pool was made with.
    public let configuration: PostgresConfiguration
    let shell: PoolShell
    let metrics = QueryMetrics()
    let logger: Logger

    /// A pool without connections.
    public init(configuration: PostgresConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        shell = PoolShell(configuration: configuration, logger: logger)
    }

    deinit { shell.abandon() }

    /// What the connections are doing now.
    public var statistics: PostgresPoolStatistics { shell.statistics }

    /// Housekeeping every few seconds until graceful shutdown, then ``close()``.
    public func run() async throws {
        await cancelWhenGracefulShutdown { [shell] in
            while !Task.isCancelled {
                shell.housekeep()
                // Ends early only by cancellation, which the loop sees.
                try? await Task.sleep(for: Self.housekeepingInterval)
            }
        }
        await close()
    }

    /// Refuses new work with `poolClosed`, waits for connections that are lent out, and closes all.
    ///
    /// Cancelling the calling task cuts the connections still lent out.
    public func close() async {
        await shell.close()
        shell.recordMetrics()
    }

    private static let housekeepingInterval = Duration.seconds(5)
}
