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
            let applied = try await MigrateCommand.withMigrator { try await $0.migrate() }
            for migration in applied { tell("applied \(migration.version) \(migration.name)") }
            tell(applied.isEmpty ? "the schema is up to date" : "\(applied.count) migrations applied")
        }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists migrations and whether they are applied")

        func run() async throws {
            let status = try await MigrateCommand.withMigrator { try await $0.status() }
            for migration in status.applied { tell("applied  \(migration.version)  \(migration.name)") }
            if !status.ahead.isEmpty { tell("\(status.ahead.count) of them were made by a newer build; this one can work with them") }
            for migration in status.pending { tell("pending  \(migration.version)  \(migration.name)") }
            tell(status.isCurrent ? "the schema is up to date" : "\(status.pending.count) migrations are missing: leadrctl migrate up")
        }
    }

    private static func withMigrator<R: Sendable>(_ body: (Migrator) async throws -> R) async throws -> R {
        let context = CommandContext.load()
        return try await context.withPostgres(isDirect: true) { try await body(Migrator(pool: $0, logger: context.logger)) }
    }
}
