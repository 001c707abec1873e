import Logging
import Postgres
import TestSupport
import Testing

/// A pool on the shared server, and a schema of the test's own.
struct PostgresFixture {
    let pool: PostgresPool
    let schema: String

    /// Runs `body` with a pool, and removes everything afterwards.
    static func with(
        _ adjust: (inout PostgresConfiguration) -> Void = { _ in },
        _ body: (PostgresFixture) async throws -> Void
    ) async throws {
        let fixture = PostgresFixture(
            pool: PostgresPool(configuration: configuration(adjust), logger: Logger(label: "test")),
            schema: TestServers.uniquePrefix("pg")
        )
        try await fixture.run("CREATE SCHEMA \(fixture.schema)")
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await body(fixture))
        } catch {
            outcome = .failure(error)
        }
        _ = try? await fixture.run("DROP SCHEMA \(fixture.schema) CASCADE")
        await fixture.pool.close()
        try outcome.get()
    }

    static func configuration(_ adjust: (inout PostgresConfiguration) -> Void = { _ in }) -> PostgresConfiguration {
        var configuration = PostgresConfiguration(
            host: TestServers.postgresHost,
            port: TestServers.postgresPort,
            database: TestServers.postgresDatabase,
            username: TestServers.postgresUser,
            password: TestServers.postgresPassword
        )
        configuration.applicationName = TestServers.uniquePrefix("app")
        configuration.pool.size = 4
        configuration.pool.maxOverflow = 0
        adjust(&configuration)
        return configuration
    }

    /// Runs one statement on the pool.
    @discardableResult
    func run(_ sql: String, _ parameters: [(any PostgresEncodable)?] = []) async throws(PostgresError) -> PostgresResult {
        try await pool.query(Self.query(sql, parameters))
    }

    /// The only value of the only row.
    func value<T: PostgresDecodable>(_ sql: String, _ parameters: [(any PostgresEncodable)?] = [], as type: T.Type = T.self) async throws -> T {
        let result = try await run(sql, parameters)
        guard let row = result.firstRow else { throw PostgresError(.decoding, "no row") }
        return try row.decode(0, as: type)
    }

    /// Records a failure unless the only value of the only row is `expected`.
    func expect<T: PostgresDecodable & Equatable>(
        _ sql: String,
        _ parameters: [(any PostgresEncodable)?] = [],
        is expected: T,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let found: T = try await value(sql, parameters)
        #expect(found == expected, sourceLocation: sourceLocation)
    }

    static func query(_ sql: String, _ parameters: [(any PostgresEncodable)?] = []) -> PostgresQuery {
        PostgresQuery(sql, parameters, operation: "test", table: "test")
    }

    /// The error that `body` throws, as the client reports it.
    static func failure(_ body: () async throws -> Void) async -> PostgresError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? PostgresError
        }
    }
}
