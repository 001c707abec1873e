import Foundation
import LeadrRuntime
import Logging
import Postgres

/// What commands need of the installation they work on.
struct CommandContext: Sendable {
    let settings: LeadrSettings
    let logger: Logger

    /// Reads the settings; ends the process with code 1 when they are wrong.
    static func load() -> CommandContext {
        let context = LeadrProcess.context(.command, source: source())
        var logger = context.logger
        logger.logLevel = .warning
        return CommandContext(settings: context.settings, logger: logger)
    }

    /// Runs `body` with connections to the database, closed afterwards.
    func withPostgres<R: Sendable>(isDirect: Bool = false, _ body: (PostgresPool) async throws -> R) async throws -> R {
        var configuration = PostgresConfiguration(settings.database, role: .command, isDirect: isDirect)
        configuration.pool.size = 2
        let pool = PostgresPool(configuration: configuration, logger: logger)
        do {
            let result = try await body(pool)
            await pool.close()
            return result
        } catch {
            await pool.close()
            throw error
        }
    }

    /// The environment; when it names no database, the file that `scripts/run` writes beside its data fills the gaps.
    static func source() -> SettingsSource {
        var values = ProcessInfo.processInfo.environment
        guard values["DB_HOST"] == nil else { return .process() }
        let file = (values["LEADR_DATA"] ?? ".leadr") + "/env"
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return .process() }
        for line in text.split(separator: "\n") {
            guard let equals = line.firstIndex(of: "=") else { continue }
            let name = String(line[..<equals])
            if values[name] == nil { values[name] = String(line[line.index(after: equals)...]) }
        }
        return SettingsSource(environment: values)
    }
}

/// Writes a line to standard output, unbuffered, so that nothing is lost when a later step fails.
func tell(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
}
