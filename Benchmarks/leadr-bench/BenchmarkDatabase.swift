import ArgumentParser
import LeadrStore
import Logging
import Postgres

/// Options for a PostgreSQL server, on which a benchmark makes a database of its own.
struct BenchmarkDatabase: ParsableArguments {
    @Option(help: "Host or socket directory of PostgreSQL.") var pgHost = "127.0.0.1"
    @Option(help: "Port of PostgreSQL.") var pgPort = 5432
    @Option(help: "Role that may create databases.") var pgUser = "leadr"
    @Option(help: "Its password.") var pgPassword: String?
    @Option(help: "Database to connect to first.") var pgDatabase = "leadr"

    /// Runs `body` on a fresh database with the whole schema, and drops it.
    func withSchema(_ body: (PostgresPool) async throws -> Void) async throws {
        let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        let name = "bench_\(String(UInt64.random(in: .min ... .max), radix: 36))"
        let server = PostgresPool(configuration: configuration(pgDatabase), logger: logger)
        try await server.withConnection { try await $0.runScript("CREATE DATABASE \(name)") }
        let pool = PostgresPool(configuration: configuration(name), logger: logger)
        let outcome: Result<Void, any Error>
        do {
            _ = try await Migrator(pool: pool, logger: logger).migrate()
            outcome = .success(try await body(pool))
        } catch {
            outcome = .failure(error)
        }
        await pool.close()
        try await server.withConnection { try await $0.runScript("DROP DATABASE \(name) WITH (FORCE)") }
        await server.close()
        try outcome.get()
    }

    private func configuration(_ database: String) -> PostgresConfiguration {
        PostgresConfiguration(host: pgHost, port: pgPort, database: database, username: pgUser, password: pgPassword)
    }
}
