import LeadrRuntime
import LeadrStore
import Logging
import Postgres
import Redis
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

/// What stands in `docs/doctor.md`, against real servers.
@Suite struct BootChecksTests {
    @Test func `servers as the product sets them up pass every check without a remark`() async throws {
        try await BootBench.run(redis: PrivateRedis()) { bench in
            try await bench.check()
            let doctor = Doctor(settings: try bench.settings(), problems: [], redis: bench.redis, postgres: bench.postgres)
            let report = await doctor.examine()
            #expect(report.exitCode == 0, "\(report.text)")
        }
    }

    @Test func `a Redis that evicts is refused with one line that names fact, danger and remedy`() async throws {
        try await BootBench.run(redis: PrivateRedis(options: ["--maxmemory-policy", "allkeys-lru"])) { bench in
            let error = await #expect(throws: BootCheckError.self) { try await bench.check() }
            let line = "\(try #require(error))"
            #expect(line.contains("allkeys-lru") && line.contains("lost") && line.contains("set maxmemory-policy noeviction"))
            #expect(!line.contains("\n"))
            #expect(try await InstallationStore(pool: bench.postgres).shards() == nil)
        }
    }

    @Test func `a Redis without append-only file is refused`() async throws {
        try await BootBench.run(redis: PrivateRedis(options: ["--appendonly", "no"])) { bench in
            try await bench.expectRefusals(are: ["redis.persistence"])
        }
    }

    @Test func `a replica is refused`() async throws {
        let master = try PrivateRedis()
        let replica = try PrivateRedis(options: ["--replicaof", "127.0.0.1 \(master.port)"])
        try await BootBench.run(redis: replica) { bench in
            let refusals = try await bench.refusals()
            #expect(refusals.contains("redis.role"))
        }
    }

    @Test func `a node of a cluster is refused as a single server`() async throws {
        try await BootBench.run(redis: PrivateRedis(options: ["--cluster-enabled", "yes"])) { bench in
            try await bench.expectRefusals(are: ["redis.topology"])
        }
    }

    @Test func `warn lets a process start on dangerous servers, but not with another number of shards or schema`() async throws {
        try await BootBench.run(redis: PrivateRedis(options: ["--appendonly", "no"]), settings: ["BOOT_CHECKS": "warn"]) { bench in
            try await bench.expectRefusals(are: [])
            try await bench.expectRefusals(["QUEUE_SHARDS": "2"], are: ["shards"])
        }
        try await BootBench.run(redis: PrivateRedis(), settings: ["BOOT_CHECKS": "warn"], migrates: false) { bench in
            try await bench.expectRefusals(are: ["postgres.schema"])
        }
    }

    @Test func `a process starts on a schema that a newer build added to, and refuses one that lost what it needs`() async throws {
        try await BootBench.run(redis: PrivateRedis()) { bench in
            func run(_ sql: String) async throws {
                _ = try await bench.postgres.query(PostgresQuery(sql, operation: "test", table: "schema_migrations"))
            }
            try await run("INSERT INTO schema_migrations (version, name, checksum) VALUES (9999, 'later', 'x')")
            try await bench.expectRefusals(are: [])
            try await run("UPDATE schema_migrations SET oldest_build = 9998 WHERE version = 9999")
            try await bench.expectRefusals(["BOOT_CHECKS": "warn"], are: ["postgres.schema"])
        }
    }

    @Test func `the first start stores the number of shards, and every other process needs the same`() async throws {
        try await BootBench.run(redis: PrivateRedis()) { bench in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 { group.addTask { try await bench.check(["QUEUE_SHARDS": "3"]) } }
                try await group.waitForAll()
            }
            #expect(try await InstallationStore(pool: bench.postgres).shards() == StoredShards(count: 3))
            try await bench.expectRefusals(are: ["shards"])
            try await bench.expectRefusals(["QUEUE_SHARDS": "3"], are: [])
        }
    }

    @Test func `commands that a managed service forbids cost a warning, not the start`() async throws {
        let server = try PrivateRedis()
        try await BootBench.run(redis: server) { bench in
            let rules: [RedisArgument] = ["managed", "on", ">secret", "~*", "&*", "+@all", "-config", "-client|list", "-function|list"]
            _ = try await bench.redis.send(RedisCommand("ACL", [RedisArgument("SETUSER")] + rules))
            try await withRedis("redis://managed:secret@127.0.0.1:\(server.port)") { client in
                let managed = BootBench(redis: client, postgres: bench.postgres, environment: bench.environment)
                try await managed.expectRefusals(are: [])
                let report = await Doctor(settings: try bench.settings(), problems: [], redis: client, postgres: bench.postgres).examine()
                #expect(report.exitCode == 2)
                #expect(report.findings.contains { $0.check == "redis.appendfsync" && $0.severity == .warning })
            }
        }
    }

    @Test func `a server that starts later than the process does not end it, and a wrong one does`() async throws {
        let server = try PrivateRedis(options: ["--maxmemory-policy", "allkeys-lru"])
        server.kill()
        try await TestDatabase.withEmpty("boot") { configuration in
            let pool = PostgresPool(configuration: configuration, logger: TestDatabase.logger)
            _ = try await Migrator(pool: pool, logger: TestDatabase.logger).migrate()
            await pool.close()
            let environment = BootBench.environment(redis: server.url, database: configuration.database)
            let settings = try LeadrSettings(from: SettingsSource(environment: environment), role: .rankingWorker)
            let context = ProcessContext(role: .rankingWorker, settings: settings, logger: TestDatabase.logger)
            let parts = try PipelineParts(context)
            let clients = ServiceGroup(services: parts.dependencies.services, logger: TestDatabase.logger)
            let running = Task { try await clients.run() }
            let ended = Mutex(false)
            let preparing = Task {
                defer { ended.withLock { $0 = true } }
                try await parts.prepare()
            }
            // It has met the absent server by then.
            #expect(await eventually { parts.dependencies.redis.state.lastFailure != nil })
            #expect(!ended.withLock { $0 })
            try server.start()
            await #expect(throws: BootCheckError.self) { try await preparing.value }
            running.cancel()
            _ = await running.result
        }
    }
}
