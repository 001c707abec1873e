import LeadrStore
import Logging
import Postgres
import Redis

/// Looks at the servers before a process begins its work (`design.md §3`, "Boot checks"): gathers facts, has them judged, and refuses or tells.
public struct BootChecks: Sendable {
    private let settings: LeadrSettings
    private let redis: RedisClient
    private let postgres: PostgresPool
    private let logger: Logger

    /// Checks of the servers behind two clients.
    public init(settings: LeadrSettings, redis: RedisClient, postgres: PostgresPool, logger: Logger) {
        self.settings = settings
        self.redis = redis
        self.postgres = postgres
        self.logger = logger
    }

    /// Returns when work may begin. Stores the number of shards if this is the first start.
    ///
    /// - Throws: ``BootCheckError`` when a fact speaks against it; `RedisError` or `PostgresError` when a server cannot be reached.
    public func run() async throws {
        let verdict = BootVerdict(try await findings(), mode: settings.bootChecks.mode)
        for remark in verdict.remarks { logger.warning("\(remark)", metadata: ["check": "\(remark.check)"]) }
        guard verdict.refusals.isEmpty else { throw BootCheckError(findings: verdict.refusals) }
    }

    private func findings() async throws -> [CheckFinding] {
        let servers = try await serverFindings()
        // A database without this build's schema has no place to store the number in, and a wrong server must not be written to.
        guard BootVerdict(servers, mode: settings.bootChecks.mode).refusals.isEmpty else { return servers }
        let stored = try await InstallationStore(pool: postgres).agree(onShards: settings.queue.shards)
        return servers + [ShardJudge.finding(stored: stored, configured: settings.queue.shards)]
    }

    private func serverFindings() async throws -> [CheckFinding] {
        let redisFacts = try await RedisFacts.all(from: redis)
        let postgresFacts = try await PostgresFacts(from: postgres)
        let clocks = try await ClockFacts(redis: redis, postgres: postgres)
        return redisFacts.flatMap { RedisJudge.configuration($0, usesCluster: redis.isCluster) }
            + PostgresJudge.findings(postgresFacts, PostgresJudge.Expectation(settings))
            + ClockJudge(settings.bootChecks).findings(clocks)
    }
}

extension PostgresJudge.Expectation {
    /// What a process with these settings brings along.
    init(_ settings: LeadrSettings) {
        self.init(
            connections: settings.database.poolSize + settings.database.poolMaxOverflow,
            isProduction: settings.application.environment.isProduction
        )
    }
}
