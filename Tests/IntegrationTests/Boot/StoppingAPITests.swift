import LeadrStore
import Postgres
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import LeadrRuntime

@Suite("An API process that is told to stop")
struct StoppingAPITests {
    /// What `/v1/health/ready` answered, in order.
    private final class Answers: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func note(_ line: String) { lines.withLock { $0.append(line) } }
    }

    /// Asks once the process is ready, and again when it was told to stop; the server is told after it.
    private struct Witness: Service {
        let port: Int
        let answers: Answers

        func run() async throws {
            #expect(await eventually { (try? await ask().contains("200 OK")) ?? false })
            answers.note(try await ask())
            try await gracefulShutdown()
            answers.note(try await ask())
        }

        private func ask() async throws -> String {
            try await HTTPProbe.get(port: port, path: "v1/health/ready")
        }
    }

    /// Ends, and the process with it, once the witness has asked.
    private struct Ending: Service {
        let answers: Answers

        func run() async throws {
            _ = await eventually { !answers.all.isEmpty }
        }
    }

    @Test func `it is not ready from the moment on, while it still answers`() async throws {
        let answers = Answers()
        let server = try PrivateRedis()
        try await TestDatabase.withEmpty("stopping") { configuration in
            let pool = PostgresPool(configuration: configuration, logger: TestDatabase.logger)
            _ = try await Migrator(pool: pool, logger: TestDatabase.logger).migrate()
            await pool.close()
            let port = try FreePort.find()
            let context = try context(redis: server.url, database: configuration.database, port: port)
            var composition = try Composition.api(context)
            composition.work += [Witness(port: port, answers: answers), Ending(answers: answers)]
            try await ProcessGroup(context: context, composition: composition).run(signals: [])
        }
        #expect(answers.all.count == 2)
        #expect(answers.all.first?.hasSuffix(#"{"status":"ready"}"#) == true)
        let last = try #require(answers.all.last)
        #expect(last.hasPrefix("HTTP/1.1 503") && last.hasSuffix(#"{"status":"not ready"}"#), "\(last)")
    }

    private func context(redis: String, database: String, port: Int) throws -> ProcessContext {
        let changes = [
            "ENABLE_CLIENT_API": "true", "PORT": "\(port)", "HOST": "127.0.0.1", "JWT_SECRET": "stopping-test-jwt-secret-0123456789",
            "API_KEY_SECRET": "stopping-test-api-key-secret-0123456789", "SUPERADMIN_API_KEY": "ldr_" + String(repeating: "k", count: 43),
        ]
        let environment = BootBench.environment(redis: redis, database: database).merging(changes) { $1 }
        let settings = try LeadrSettings(from: SettingsSource(environment: environment), role: .api)
        return ProcessContext(role: .api, settings: settings, logger: TestDatabase.logger)
    }
}
