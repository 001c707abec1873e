import Foundation
import LeadrRuntime
import LeadrStore
import Logging
import Postgres
import Redis
import TestSupport
import Testing

/// Servers of a boot test and the settings of a process that uses them.
struct BootBench: Sendable {
    let redis: RedisClient
    let postgres: PostgresPool
    let environment: [String: String]

    /// Runs `body` with a migrated database and the given Redis.
    static func run(
        redis server: PrivateRedis,
        settings: [String: String] = [:],
        migrates: Bool = true,
        _ body: @Sendable (BootBench) async throws -> Void
    ) async throws {
        try await TestDatabase.withEmpty("boot") { configuration in
            let pool = PostgresPool(configuration: configuration, logger: TestDatabase.logger)
            if migrates { _ = try await Migrator(pool: pool, logger: TestDatabase.logger).migrate() }
            let environment = environment(redis: server.url, database: configuration.database).merging(settings) { $1 }
            let outcome: Result<Void, any Error>
            do {
                try await withPrivateRedis(server) { client in
                    try await body(BootBench(redis: client, postgres: pool, environment: environment))
                }
                outcome = .success(())
            } catch {
                outcome = .failure(error)
            }
            await pool.close()
            try outcome.get()
        }
    }

    /// Settings of a production process on these servers.
    static func environment(redis: String, database: String) -> [String: String] {
        [
            "ENV": "BOOTTEST", "REDIS_URL": redis, "DB_HOST": TestServers.postgresHost, "DB_PORT": "\(TestServers.postgresPort)",
            "DB_USER": TestServers.postgresUser, "DB_PASSWORD": TestServers.postgresPassword, "DB_NAME": database, "DB_SSLMODE": "disable",
            "METRICS_ENABLED": "false", "METRICS_PORT": "0",
        ]
    }

    /// The settings, with changes.
    func settings(_ changes: [String: String] = [:]) throws -> LeadrSettings {
        try LeadrSettings(from: SettingsSource(environment: environment.merging(changes) { $1 }), role: .rankingWorker)
    }

    /// Runs the checks of a process with these settings.
    func check(_ changes: [String: String] = [:]) async throws {
        try await BootChecks(settings: settings(changes), redis: redis, postgres: postgres, logger: TestDatabase.logger).run()
    }

    /// Expects exactly these checks to refuse the start; none when the process may start.
    func expectRefusals(_ changes: [String: String] = [:], are expected: [String], at place: SourceLocation = #_sourceLocation) async throws {
        let refusals = try await refusals(changes)
        #expect(refusals == expected, sourceLocation: place)
    }

    /// The checks that refuse the start.
    func refusals(_ changes: [String: String] = [:]) async throws -> [String] {
        do {
            try await check(changes)
            return []
        } catch let error as BootCheckError {
            return error.findings.map(\.check)
        }
    }
}
