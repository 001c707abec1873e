import ArgumentParser
import LeadrDomain

/// The operator's command.
@main
struct LeadrControl: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leadrctl",
        abstract: "Operates Leadr",
        discussion: "Settings come from the environment, or from the file `env` that scripts/run leaves in LEADR_DATA (default .leadr).",
        version: ProductVersion.current,
        subcommands: [
            MigrateCommand.self, DoctorCommand.self, QueueCommand.self, BoardCommand.self, ScoreCommand.self, ShardsCommand.self, RebuildCommand.self,
            RebuildIndexCommand.self, BackupCommand.self, RestoreCommand.self, ExportCommand.self, PlayerCommand.self, GeoIPCommand.self,
            ScheduleCommand.self, DemoCommand.self,
        ]
    )
}
