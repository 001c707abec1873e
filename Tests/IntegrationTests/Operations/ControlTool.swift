import ByteJSON
import Foundation
import TestSupport

/// A group of the built `leadrctl`'s commands, on a database and queues of a test's own.
struct ControlTool {
    /// Such as `queue`.
    let group: String
    let prefix: String
    let database: String

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
        let folder = ProcessInfo.processInfo.environment["LEADR_TEST_BIN"] ?? ".build/debug"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: folder).appendingPathComponent("leadrctl")
        process.arguments = [group] + arguments
        process.environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "ENV": "SYSTEMTEST", "QUEUE_PREFIX": prefix,
            "DB_HOST": TestServers.postgresHost, "DB_PORT": "\(TestServers.postgresPort)", "DB_USER": TestServers.postgresUser,
            "DB_PASSWORD": TestServers.postgresPassword, "DB_NAME": database, "DB_SSLMODE": "disable", "REDIS_URL": TestServers.redisURL,
            "JWT_SECRET": "system-test-jwt-secret-0123456789abcdef", "API_KEY_SECRET": "system-test-api-key-secret-0123456789",
        ]
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // Both are far smaller than a pipe's buffer.
        process.waitUntilExit()
        return Outcome(code: process.terminationStatus, text: try read(output), errors: try read(errors))
    }

    private func read(_ pipe: Pipe) throws -> String {
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
