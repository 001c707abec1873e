import Postgres
import Redis

/// How a process and what it depends on are doing.
public struct HealthService: Sendable {
    /// State of the dependencies, in words that may be shown to anybody.
    public struct Report: Sendable {
        /// Name of the application.
        public let service: String
        /// `healthy` or `unhealthy: unreachable`; never why, which would tell where things are.
        public let database: String
        /// Likewise.
        public let redis: String
        /// Whether everything is healthy.
        public let isHealthy: Bool
    }

    private let name: String
    private let pool: PostgresPool
    private let redis: any RedisExecutor
    private let patience: Duration
    private let isAccepting: @Sendable () -> Bool

    /// A service.
    ///
    /// - Parameters:
    ///   - name: `APP`.
    ///   - pool: The database.
    ///   - redis: The queue and state server.
    ///   - patience: Longest wait for either; a stuck server counts as unreachable.
    ///   - isAccepting: Whether the process has started up and is not shutting down.
    public init(
        name: String,
        pool: PostgresPool,
        redis: any RedisExecutor,
        patience: Duration = .seconds(2),
        isAccepting: @escaping @Sendable () -> Bool = { true }
    ) {
        self.name = name
        self.pool = pool
        self.redis = redis
        self.patience = patience
        self.isAccepting = isAccepting
    }

    /// Asks both servers for a sign of life, at the same time.
    public func report() async -> Report {
        async let database = answers { _ = try await pool.query(PostgresQuery("SELECT 1", operation: "ping", table: "none")) }
        async let redisAnswer = answers { _ = try await redis.send(RedisCommand("PING")) }
        let (isDatabaseUp, isRedisUp) = await (database, redisAnswer)
        return Report(
            service: name,
            database: Self.word(isDatabaseUp),
            redis: Self.word(isRedisUp),
            isHealthy: isDatabaseUp && isRedisUp
        )
    }

    /// Whether requests should come here: started, not stopping, and both servers answer.
    public func isReady() async -> Bool {
        guard isAccepting() else { return false }
        return await report().isHealthy
    }

    private static func word(_ isUp: Bool) -> String {
        isUp ? "healthy" : "unhealthy: unreachable"
    }

    /// A frozen server may heed no cancellation, and a load balancer does not wait for it.
    private func answers(_ question: @escaping @Sendable () async throws -> Void) async -> Bool {
        await Deadline.answer(within: patience, otherwise: false) { (try? await question()) != nil }
    }
}
