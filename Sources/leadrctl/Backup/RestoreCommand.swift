import ArgumentParser
import LeadrDelivery
import LeadrDomain
import LeadrPipeline
import LeadrRuntime
import LeadrServices
import LeadrState
import LeadrStore

/// `leadrctl restore`: brings the database back from a backup, and Redis in step with it.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Brings the database back from a backup",
        discussion: """
            All processes must be stopped. The backup is restored into a new database, which takes the name of the present one at the end; the present one \
            stays under another name. Then missing migrations are applied, and Redis is filled from the database; what waits in queues stays there. \
            Without --apply it only says what it would do.
            """
    )

    @Argument(help: "Name of a backup as `backup list` shows it; the newest when it is left out.") var backup: String?
    @OptionGroup var place: BackupCommand.Place
    @Flag(help: "Restore.") var apply = false
    @Flag(help: "Remove the present database afterwards.") var dropFormer = false

    func run() async throws {
        let context = CommandContext.load()
        let database = context.settings.database.name
        try await context.withBackups(in: place.local) { vault in
            let name = try await vault.find(backup)
            let manifest = try await vault.manifest(of: name)
            tell("backup \(name.stem) of \(manifest.timestamp.rfc3339), \(manifest.digest.size) bytes, takes the place of database \(database)")
            try await Self.refuseWhileRunning(context)
            guard apply else { return tell("nothing was changed; add --apply") }
            let job = RestoreJob(tools: context.postgresTools, vault: vault)
            let restored = try await job.restore(name, beside: database)
            tell("restored into \(restored.database)")
            let former = try await Self.putInPlace(restored, of: database, job)
            try await follow(context, vault)
            if let former { try await say(former, job) }
        }
    }

    /// A database that cannot take its place is of no use.
    private static func putInPlace(_ restored: RestoreJob.Restored, of database: String, _ job: RestoreJob) async throws -> String? {
        do {
            return try await job.putInPlace(restored, of: database)
        } catch {
            try? await job.drop(restored.database)
            throw error
        }
    }

    private func say(_ former: String, _ job: RestoreJob) async throws {
        guard dropFormer else { return tell("the former database is \(former); remove it when it is not needed any more") }
        try await job.drop(former)
        tell("removed the former database")
    }

    /// Workers that go on would write into the former database.
    private static func refuseWhileRunning(_ context: CommandContext) async throws {
        let running = try await context.withRedis { try await ConnectedProcesses.clients(of: $0) }
        guard running.isEmpty else {
            throw BackupError.refused("stop these first: " + running.keys.sorted().joined(separator: ", "))
        }
    }

    /// Everything else follows the database as it is now.
    private func follow(_ context: CommandContext, _ vault: BackupVault) async throws {
        let applied = try await context.withPostgres(isDirect: true) { try await Migrator(pool: $0, logger: context.logger).migrate() }
        for migration in applied { tell("applied \(migration.version) \(migration.name)") }
        let (outcome, pushed) = try await RebuildCommand.withParts(of: context) { parts, recovery in
            // The index remembers newer versions of the rows than they have now.
            try await RankedBoardScan(pool: parts.dependencies.postgres, includesEmpty: true).forEachChunk { boards in
                for board in boards { try await parts.index.clear(board.id) }
            }
            return (try await recovery.recovery.rebuild(isLost: true), try await recovery.sweeper.sweep())
        }
        tell(RebuildCommand.text(outcome, pushed))
        try await eraseAgain(context, vault)
    }

    /// A backup brings back players who were removed after it was made.
    private func eraseAgain(_ context: CommandContext, _ vault: BackupVault) async throws {
        let players = try await vault.erasedPlayers()
        guard !players.isEmpty else { return }
        try await context.withErasure { erasure in
            for player in players {
                do {
                    _ = try await erasure.erase(player, by: CommandContext.actor)
                    tell("removed player \(player) again")
                } catch DomainError.notFound {
                    continue
                }
            }
        }
    }
}
