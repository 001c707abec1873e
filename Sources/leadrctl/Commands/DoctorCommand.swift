import ArgumentParser
import LeadrRuntime

/// `leadrctl doctor`: all checks at once.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Examines settings, servers, schema, shards, functions and queues, and says what to do about what is wrong",
        discussion: "Changes nothing. Exit code: 0 all is well, 1 errors, 2 warnings only. docs/doctor.md explains each check."
    )

    @Flag(help: "Print one JSON object.") var json = false

    func run() async throws {
        let (context, problems) = CommandContext.inspect()
        let report = try await context.withServers { redis, postgres in
            await Doctor(settings: context.settings, problems: problems, redis: redis, postgres: postgres).examine()
        }
        tell(json ? report.json : report.text)
        throw ExitCode(report.exitCode)
    }
}
