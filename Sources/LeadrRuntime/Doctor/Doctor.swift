import JobQueue
import LeadrJobs
import LeadrState
import LeadrStore
import Logging
import Postgres
import Redis

/// Examines an installation from outside: everything a process checks at its start, and what goes wrong at the moment (`docs/doctor.md`).
///
/// It changes nothing, and what cannot be reached is a finding, not a failure.
public struct Doctor: Sendable {
    private let settings: LeadrSettings
    private let problems: [SettingProblem]
    private let redis: RedisClient
    private let postgres: PostgresPool

    /// A doctor.
    ///
    /// - Parameter problems: What is wrong with the settings.
    public init(settings: LeadrSettings, problems: [SettingProblem], redis: RedisClient, postgres: PostgresPool) {
        self.settings = settings
        self.problems = problems
        self.redis = redis
        self.postgres = postgres
    }

    /// Runs all checks.
    public func examine() async -> DoctorReport {
        var findings = Self.judge(problems)
        let redisFindings = await redisFindings()
        let postgresFindings = await postgresFindings()
        findings += redisFindings.findings + postgresFindings.findings
        if redisFindings.isReachable, postgresFindings.isReachable { findings += await clockFindings() }
        findings += GeoIPExamination.findings(settings)
        return DoctorReport(findings: findings)
    }

    private struct Part {
        var findings: [CheckFinding]
        var isReachable: Bool
    }

    private static func judge(_ problems: [SettingProblem]) -> [CheckFinding] {
        guard !problems.isEmpty else { return [.ok("settings", "valid")] }
        return problems.map { .error("settings", "\($0.name) \($0.message)", fix: "set \($0.name); see docs/configuration.md") }
    }

    private func redisFindings() async -> Part {
        do {
            let servers = try await RedisFacts.all(from: redis)
            var findings = [CheckFinding.ok("redis.connection", "reached")]
            for facts in servers { findings += RedisJudge.configuration(facts, usesCluster: redis.isCluster) + RedisJudge.condition(facts) }
            findings += await QueueExamination(settings: settings, redis: redis).findings()
            return Part(findings: findings, isReachable: true)
        } catch {
            let fix = "check REDIS_URL, the server and the network between"
            let finding = CheckFinding.error("redis.connection", "Redis cannot be reached: \(error.message)", fix: fix, isWaivable: false)
            return Part(findings: [finding], isReachable: false)
        }
    }

    private func postgresFindings() async -> Part {
        do {
            let facts = try await PostgresFacts(from: postgres)
            var findings = [CheckFinding.ok("postgres.connection", "reached")]
            findings += PostgresJudge.findings(facts, PostgresJudge.Expectation(settings))
            if case .current = facts.schema {
                let stored = try await InstallationStore(pool: postgres).shards()
                findings.append(ShardJudge.finding(stored: stored, configured: settings.queue.shards))
            }
            return Part(findings: findings, isReachable: true)
        } catch {
            let text = "PostgreSQL cannot be reached or read: \(error)"
            let fix = "check DB_HOST, DB_PORT, DB_NAME, DB_USER, DB_PASSWORD, DB_SSLMODE, the server and the network between"
            return Part(findings: [.error("postgres.connection", text, fix: fix, isWaivable: false)], isReachable: false)
        }
    }

    private func clockFindings() async -> [CheckFinding] {
        guard let facts = try? await ClockFacts(redis: redis, postgres: postgres) else { return [] }
        return ClockJudge(settings.bootChecks).findings(facts)
    }
}
