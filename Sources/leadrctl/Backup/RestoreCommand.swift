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
            All processes must be stopped. The backup is restored into a new database, missing migrations are applied to it, and players who were removed \
            since are removed from it. Then it takes the name of the present one, which stays under another name, and Redis is filled from it; what waits \
            in queues stays there. \
            Without --apply it only says what it would do.
            """
    )

    @Argument(help: "Name of a backup as `backup list` shows it; the newest when it is left out.") var backup: String?
    @OptionGroup var place: BackupCommand.Place
    @Flag(help: "Restore.") var apply = false
    @Flag(help: "Remove the present database afterwards.") var dropFormer = false
    @Flag(help: "Restore a backup of another database or environment.") var foreign = false

    func run() async throws {
        let context = CommandContext.load()
        let database = context.settings.database.name
        try await context.withBackups(in: place.local) { vault in
            let name = try await vault.find(backup, of: context.backupOrigin)
            let manifest = try await vault.manifest(of: name)
            guard foreign || context.backupOrigin.made(manifest) else {
                throw BackupError.refused("it is of database \(manifest.database) in \(manifest.environment); add --foreign if that is meant")
            }
            let job = RestoreJob(tools: context.postgresTools, vault: vault)
            let erased = try await Set(vault.erasedPlayers() + removed(from: database, job, context)).sorted()
            tell("backup \(name.stem) of \(manifest.timestamp.rfc3339), \(manifest.digest.size) bytes, takes the place of database \(database)")
            try await Self.refuseWhileRunning(context)
            guard apply else { return tell("nothing was changed; add --apply") }
            let restored = try await job.restore(name, beside: database)
            tell("restored into \(restored.database)")
            let former = try await Self.finish(job, restored) {
                try await bringUpToDate(restored, context, without: erased)
                return try await job.putInPlace(restored, of: database)
            }
            if let former { tell("the former database is \(former)") }
            try await follow(context, erased)
            if let former, dropFormer { try await drop(former, job) }
        }
    }

    /// Who was removed as the present database has it: receipts may lie elsewhere. One that cannot be read must not keep another from its place.
    private func removed(from database: String, _ job: RestoreJob, _ context: CommandContext) async throws -> [IdentityID] {
        guard try await job.exists(database) else { return [] }
        do {
            return try await context.withPostgres(isDirect: true) { try await PlayerErasureStore(pool: $0).erased() }
        } catch {
            tell("the present database cannot say which players were removed (\(error)): those with a receipt beside the backups are removed again")
            return []
        }
    }

    /// A database that cannot take its place is of no use.
    private static func finish<R>(_ job: RestoreJob, _ restored: RestoreJob.Restored, _ body: () async throws -> R) async throws -> R {
        do {
            return try await body()
        } catch {
            try? await job.drop(restored.database)
            throw error
        }
    }

    private func drop(_ former: String, _ job: RestoreJob) async throws {
        try await job.drop(former)
        tell("removed the former database")
    }

    /// Before anything can read it: the schema of this build, and nobody who was removed after the backup was made.
    private func bringUpToDate(_ restored: RestoreJob.Restored, _ context: CommandContext, without players: [IdentityID]) async throws {
        try await context.withPostgres(isDirect: true, database: restored.database) { pool in
            for migration in try await Migrator(pool: pool, logger: context.logger).migrate() {
                tell("applied \(migration.version) \(migration.name)")
            }
            for player in players where try await PlayerErasureStore(pool: pool).erase(player) != nil { tell("removed player \(player) again") }
        }
    }

    /// Workers that go on would write into the former database.
    private static func refuseWhileRunning(_ context: CommandContext) async throws {
        let running = try await context.withRedis { try await ConnectedProcesses.clients(of: $0) }
        guard running.isEmpty else {
            throw BackupError.refused("stop these first: " + running.keys.sorted().joined(separator: ", "))
        }
    }

    /// Everything else follows the database as it is now.
    private func follow(_ context: CommandContext, _ erased: [IdentityID]) async throws {
        let (outcome, pushed) = try await RebuildCommand.withParts(of: context) { parts, recovery in
            // The index remembers newer versions of the rows than they have now.
            try await RankedBoardScan(pool: parts.dependencies.postgres, includesEmpty: true).forEachChunk { boards in
                for board in boards { try await parts.index.clear(board.id) }
            }
            return (try await recovery.recovery.rebuild(isLost: true), try await recovery.sweeper.sweep())
        }
        tell(RebuildCommand.text(outcome, pushed))
        try await removeTraces(of: erased, context)
    }

    /// What Redis still has of players who were removed.
    private func removeTraces(of players: [IdentityID], _ context: CommandContext) async throws {
        guard !players.isEmpty else { return }
        try await context.withErasure { erasure in
            for player in players {
                do { _ = try await erasure.erase(player, by: CommandContext.actor) } catch DomainError.notFound { continue }
            }
        }
    }
}
