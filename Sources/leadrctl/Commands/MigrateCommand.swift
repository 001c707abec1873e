import ArgumentParser
import LeadrStore

/// `leadrctl migrate up|status`.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Brings the database schema up to date, or shows where it stands",
        subcommands: [Up.self, Status.self]
    )

    struct Up: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Applies all migrations that are missing")

        func run() async throws {
            let applied = try await CommandContext.load().withPostgres(isDirect: true) { try await Migrator(pool: $0).migrate() }
            for migration in applied { tell("applied \(migration)") }
            tell(applied.isEmpty ? "the schema is up to date" : "\(applied.count) migrations applied")
        }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists migrations and whether they are applied")

        func run() async throws {
            let status = try await CommandContext.load().withPostgres(isDirect: true) { try await Migrator(pool: $0).status() }
            for line in status { tell("\(line)") }
        }
    }
}
