import ByteJSON
import Foundation
import TestSupport

/// A group of the built `leadrctl`'s commands, on a database and queues of a test's own.
struct ControlTool {
    /// Such as `queue`.
    let group: String
    let prefix: String
    let database: String
    /// Settings besides these, or instead.
    var settings: [String: String] = [:]

    /// What a run left.
    struct Outcome {
        let code: Int32
        let text: String
        let errors: String

        /// The document on standard output.
        var json: JSONObject {
            var scanner = JSONScanner(Array(text.utf8))
            return (try? scanner.parse())?.object ?? [:]
        }
    }

    func run(_ arguments: String...) async throws -> Outcome {
        try await run(arguments)
    }

    func run(_ arguments: [String]) async throws -> Outcome {
        let folder = ProcessInfo.processInfo.environment["LEADR_TEST_BIN"] ?? ".build/debug"
        let usual = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "ENV": "SYSTEMTEST", "QUEUE_PREFIX": prefix,
            "DB_HOST": TestServers.postgresHost, "DB_PORT": "\(TestServers.postgresPort)", "DB_USER": TestServers.postgresUser,
            "DB_PASSWORD": TestServers.postgresPassword, "DB_NAME": database, "DB_SSLMODE": "disable", "REDIS_URL": TestServers.redisURL,
            "JWT_SECRET": "system-test-jwt-secret-0123456789abcdef", "API_KEY_SECRET": "system-test-api-key-secret-0123456789",
        ]
        let environment = usual.merging(settings) { $1 }
        let errors = FileManager.default.temporaryDirectory.appendingPathComponent(TestServers.uniquePrefix("errors"))
        try Data().write(to: errors)
        defer { try? FileManager.default.removeItem(at: errors) }
        let file = try FileHandle(forWritingTo: errors)
        let program = folder + "/leadrctl"
        let (end, text) = try await ChildProcess.awaitedOutput(
            of: program,
            [group] + arguments,
            environment: environment,
            errors: .file(file.fileDescriptor)
        )
        try file.close()
        return Outcome(code: end.status, text: Self.trimmed(text), errors: Self.trimmed(try String(contentsOf: errors, encoding: .utf8)))
    }

    private static func trimmed(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
