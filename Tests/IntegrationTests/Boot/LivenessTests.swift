import Foundation
import LeadrStore
import Logging
import Postgres
import TestSupport
import Testing

@testable import LeadrRuntime

/// Liveness means progress (`docs/doctor.md`, "Liveness"): processes whose Redis accepts connections and never answers.
@Suite struct LivenessTests {
    private static let limit = Duration.seconds(2)
    private static let quick = ["JOB_LEASE_SECONDS": "2", "JOB_HEARTBEAT_SECONDS": "1", "JOB_REAPER_INTERVAL_SECONDS": "1"]

    /// Runs a process on a Redis of its own until `body` ends; `body` gets the process's health.
    private func running(
        _ role: ProcessRole,
        settings changes: [String: String] = [:],
        _ compose: @escaping @Sendable (ProcessContext) throws -> Composition,
        _ body: @Sendable (HealthRegistry, PrivateRedis) async throws -> Void
    ) async throws {
        let server = try PrivateRedis()
        // A stopped server must not stay stopped, or it could not be ended.
        defer { Self.send(SIGCONT, to: server) }
        try await TestDatabase.withEmpty("alive") { configuration in
            let pool = PostgresPool(configuration: configuration, logger: TestDatabase.logger)
            _ = try await Migrator(pool: pool, logger: TestDatabase.logger).migrate()
            await pool.close()
            let environment = BootBench.environment(redis: server.url, database: configuration.database)
                .merging(Self.quick) { $1 }.merging(changes) { $1 }
            let settings = try LeadrSettings(from: SettingsSource(environment: environment), role: role)
            let health = HealthRegistry(livenessTimeout: Self.limit)
            let context = ProcessContext(role: role, settings: settings, logger: TestDatabase.logger, health: health)
            let group = ProcessGroup(context: context, composition: try compose(context))
            let process = Task { try await group.run(signals: []) }
            #expect(await eventually { await Self.isAtWork(health) })
            let outcome: Result<Void, any Error>
            do {
                try await body(health, server)
                outcome = .success(())
            } catch {
                outcome = .failure(error)
            }
            Self.send(SIGCONT, to: server)
            process.cancel()
            _ = await process.result
            try outcome.get()
        }
    }

    /// Ready, and the group has got as far as saying that it has to start up first.
    private static func isAtWork(_ health: HealthRegistry) async -> Bool {
        let readiness = await health.readiness()
        return readiness.isReady && readiness.dependencies.contains { $0.name == "startup" }
    }

    private static func send(_ signal: Int32, to server: PrivateRedis) {
        if let id = server.processID { kill(id, signal) }
    }

    @Test func `a worker whose Redis goes silent turns red, each loop by name, and green once it answers again`() async throws {
        try await running(.rankingWorker, Composition.rankingWorker) { health, server in
            #expect(health.stalledLoops().isEmpty)
            Self.send(SIGSTOP, to: server)
            #expect(await eventually { Set(health.stalledLoops()).isSuperset(of: ["claims ranking", "reaper ranking"]) })
            Self.send(SIGCONT, to: server)
            #expect(await eventually { health.stalledLoops().isEmpty })
        }
    }

    @Test func `the scheduler turns red with its reaper`() async throws {
        try await running(.scheduler, Composition.scheduler) { health, server in
            Self.send(SIGSTOP, to: server)
            #expect(await eventually { health.stalledLoops().contains("reaper") })
            Self.send(SIGCONT, to: server)
            #expect(await eventually { health.stalledLoops().isEmpty })
        }
    }

    @Test func `an API without Redis stays alive, for it still answers, and is not ready`() async throws {
        let settings = [
            "ENABLE_CLIENT_API": "true", "PORT": "0", "HOST": "127.0.0.1", "JWT_SECRET": "liveness-test-jwt-secret-0123456789",
            "API_KEY_SECRET": "liveness-test-api-key-secret-0123456789", "SUPERADMIN_API_KEY": "ldr_" + String(repeating: "k", count: 43),
            // A round in vain must be over well within the short limit of this test.
            "REDIS_COMMAND_TIMEOUT_MS": "200",
        ]
        try await running(.api, settings: settings, Composition.api) { health, server in
            server.kill()
            #expect(await eventually { await !health.readiness().isReady })
            // Longer than the limit without Redis, and no loop is to blame.
            try await Task.sleep(for: Self.limit * 2)
            #expect(health.stalledLoops().isEmpty)
            try server.start()
            #expect(await eventually { await health.readiness().isReady })
            #expect(health.stalledLoops().isEmpty)
        }
    }
}
