import ArgumentParser
import LeadrServices

/// `leadrctl schedule …`: what operators do with background tasks (`docs/operations.md`).
struct ScheduleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "Shows background tasks and their history, and asks for runs",
        subcommands: [ScheduleListCommand.self, ScheduleRunCommand.self, ScheduleHistoryCommand.self]
    )
}

extension CommandContext {
    /// Runs `body` with everything operators do with the schedule; needs the database alone.
    func withSchedule<R: Sendable>(_ body: (ScheduleControl) async throws -> R) async throws -> R {
        try await withPostgres { try await body(ScheduleControl(pool: $0, logger: logger)) }
    }
}
