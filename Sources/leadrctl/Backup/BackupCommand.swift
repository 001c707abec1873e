import ArgumentParser
import LeadrDelivery
import LeadrDomain
import LeadrRuntime

/// `leadrctl backup`: dumps of the database, in an object store or a folder (`contract/platform.md §8.9`).
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Backs the database up, lists backups, or shows that one can be restored",
        subcommands: [Create.self, List.self, Verify.self],
        defaultSubcommand: Create.self
    )

    /// Where backups are kept.
    struct Place: ParsableArguments {
        @Option(help: "A folder instead of the object store that BACKUP_STORAGE_* name.") var local: String?
    }

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Dumps the database while everything goes on, and removes backups that need not be kept",
            discussion:
                "Does nothing unless BACKUP_ENABLED is true. A manifest with checksums is stored after the dump: without it there is no backup."
        )

        @OptionGroup var place: Place

        func run() async throws {
            let context = CommandContext.load()
            let settings = context.settings
            guard settings.backup.isEnabled else { return tell("BACKUP_ENABLED is false: nothing was done") }
            let source = BackupJob.Source(
                database: settings.database.name,
                host: settings.database.migrationHost,
                port: settings.database.port,
                environment: settings.application.environment.name
            )
            try await context.withBackups(in: place.local) { vault in
                let (name, manifest) = try await BackupJob(tools: context.postgresTools, vault: vault).run(source)
                tell("backup \(name.stem): \(manifest.digest.size) bytes in \(manifest.duration.rounded()) s, sha256 \(manifest.digest.sha256)")
                let retention = BackupRetention(days: settings.backup.retentionDays, minimum: settings.backup.retentionMinimum)
                for gone in try await vault.prune(retention, of: context.backupOrigin, at: SystemClock().now()) { tell("removed \(gone.stem)") }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists backups, oldest first")

        @OptionGroup var place: Place

        func run() async throws {
            try await CommandContext.load().withBackups(in: place.local) { vault in
                for name in try await vault.list() {
                    let manifest = try await vault.manifest(of: name)
                    tell("\(name.stem)  \(manifest.timestamp.rfc3339)  \(manifest.digest.size) bytes  \(manifest.dumpVersion)")
                }
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Restores a backup into a database of its own, reads every table, and removes it again",
            discussion: "Nothing else is touched. The role needs the right to create databases."
        )

        @Argument(help: "Name of a backup as `backup list` shows it; the newest when it is left out.") var backup: String?
        @OptionGroup var place: Place

        func run() async throws {
            let context = CommandContext.load()
            try await context.withBackups(in: place.local) { vault in
                let name = try await vault.find(backup, of: context.backupOrigin)
                let job = RestoreJob(tools: context.postgresTools, vault: vault)
                let restored = try await job.restore(name, beside: context.settings.database.name)
                do {
                    for (table, rows) in try await job.rows(of: restored) { tell("\(table)  \(rows) rows") }
                } catch {
                    try? await job.drop(restored.database)
                    throw error
                }
                try await job.drop(restored.database)
                tell("backup \(name.stem) can be restored")
            }
        }
    }
}
