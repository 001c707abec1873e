import Logging
import Metrics
import Postgres
import Redis
import ServiceLifecycle

/// The clients that nearly every process needs, opened from its settings.
public struct Dependencies: Sendable {
    /// Connections to PostgreSQL.
    public let postgres: PostgresPool
    /// Connections to Redis.
    public let redis: RedisClient

    /// The clients as services, in the order of their start.
    public var services: [any Service] { [postgres, redis] }

    /// Makes the clients and makes readiness depend on both servers.
    ///
    /// - Throws: ``StartupError`` when an address cannot be used.
    public init(_ context: ProcessContext) throws(StartupError) {
        let configuration = PostgresConfiguration(context.settings.database, role: context.role)
        let postgres = PostgresPool(configuration: configuration, logger: context.logger)
        let redis: RedisClient
        do throws(RedisError) {
            let configuration = try RedisConfiguration(context.settings.redis, role: context.role)
            redis = RedisClient(configuration: configuration, eventLoopGroup: context.eventLoopGroup, logger: context.logger)
        } catch {
            throw StartupError("REDIS_URL: \(error.message)")
        }
        self.postgres = postgres
        self.redis = redis
        context.health.require("postgres") { await Self.answers(postgres) }
        context.health.require("redis") { await Self.answers(redis) }
        if let metrics = context.metrics { PoolMetrics.install(postgres, in: metrics) }
    }

    private static func answers(_ postgres: PostgresPool) async -> Bool {
        (try? await postgres.query(PostgresQuery("SELECT 1", operation: "ping", table: "none"))) != nil
    }

    private static func answers(_ redis: RedisClient) async -> Bool {
        (try? await redis.send(RedisCommand("PING"))) != nil
    }
}
