import JobQueue
import LeadrJobs
import LeadrRuntime
import LeadrState
import LeadrStore
import Redis
import TestSupport
import Testing

@Suite struct DoctorTests {
    private func examine(_ bench: BootBench, _ changes: [String: String] = [:]) async throws -> [String: CheckFinding] {
        let settings = try bench.settings(changes)
        let report = await Doctor(settings: settings, problems: [], redis: bench.redis, postgres: bench.postgres).examine()
        return Dictionary(report.findings.map { ($0.check, $0) }) { first, _ in first }
    }

    @Test func `libraries are told from those of another build, and queues are shown once they can be asked`() async throws {
        try await BootBench.run(redis: PrivateRedis()) { bench in
            let before = try await examine(bench)
            #expect(before["functions.leadr_q2"]?.text.hasPrefix("not loaded") == true)
            #expect(before["queue.ranking/0"] == nil)
            try await bench.redis.load(RedisJobQueue.library)
            let other = RedisFunctionLibrary(
                name: StateLibrary.library.name,
                source: "#!lua name=\(StateLibrary.library.name)\nredis.register_function('f', function() return 1 end)"
            )
            try await bench.redis.load(other)
            let after = try await examine(bench)
            #expect(after["functions.leadr_q2"]?.severity == .ok)
            #expect(after["functions.leadr_state3"]?.severity == .warning)
            #expect(after["queue.ranking/0"]?.severity == .ok)
        }
    }

    @Test func `it changes nothing, not even the number of shards, and tells what is wrong with it`() async throws {
        try await BootBench.run(redis: PrivateRedis()) { bench in
            #expect(try await examine(bench)["shards"]?.severity == .ok)
            let store = InstallationStore(pool: bench.postgres)
            #expect(try await store.shards() == nil)
            #expect(try await bench.redis.send(RedisCommand("DBSIZE")).int == 0)
            _ = try await store.agree(onShards: 2)
            #expect(try await examine(bench)["shards"]?.severity == .error)
        }
    }

    @Test func `servers that cannot be reached are findings with exit code 1`() async throws {
        let server = try PrivateRedis()
        try await BootBench.run(redis: server) { bench in
            var configuration = bench.redis.configuration
            configuration.commandTimeout = .milliseconds(200)
            configuration.endpoint = .tcp(host: "127.0.0.1", port: try FreePort.find())
            let absent = try makeRedis("redis://127.0.0.1:1") { $0 = configuration }
            let report = await Doctor(settings: try bench.settings(), problems: [], redis: absent, postgres: bench.postgres).examine()
            #expect(report.exitCode == 1)
            #expect(report.findings.contains { $0.check == "redis.connection" && $0.severity == .error })
            #expect(report.findings.contains { $0.check == "postgres.connection" && $0.severity == .ok })
        }
    }
}
