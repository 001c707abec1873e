import ArgumentParser
import ByteJSON
import LeadrDomain
import LeadrPipeline
import LeadrRuntime
import LeadrState
import Logging
import Postgres
import Redis

/// `leadrctl rebuild`: brings back to Redis what it lost.
struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Restores everything in Redis from the database, while the system runs",
        discussion: """
            Finds out by itself whether Redis lost its data. If it did not, only what is missing is restored. Repeating it is harmless. \
            The background tasks do the same by themselves within seconds.
            """
    )

    @Flag(help: "Take Redis's data as lost, for example after Redis was restored from an old copy") var lost = false
    @Flag(help: "Print the result as JSON") var json = false

    func run() async throws {
        let isLost = lost
        let (outcome, pushed) = try await Self.withParts(of: CommandContext.load()) { parts, recovery in
            (try await recovery.recovery.rebuild(isLost: isLost), try await recovery.sweeper.sweep())
        }
        tell(json ? Self.json(outcome, pushed) : Self.text(outcome, pushed))
    }

    /// Runs `body` with what restoring Redis needs, connected, closed afterwards.
    static func withParts<R: Sendable>(
        of command: CommandContext,
        _ body: (PipelineParts, RecoveryParts) async throws -> R
    ) async throws -> R {
        let context = quiet(command)
        let parts = try PipelineParts(context)
        let result = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await parts.dependencies.redis.run() }
            defer { group.cancelAll() }
            try await parts.loadFunctions()
            return try await body(parts, RecoveryParts(context, parts))
        }
        await parts.dependencies.postgres.close()
        return result
    }

    /// The result tells everything that the log would, and must be all there is to read for a script.
    private static func quiet(_ command: CommandContext) -> ProcessContext {
        var logger = command.logger
        logger.logLevel = .critical
        return ProcessContext(role: .command, settings: command.settings, logger: logger)
    }

    static func text(_ outcome: RedisRecovery.Outcome, _ pushed: Int) -> String {
        let restored = outcome.restored
        return """
            \(outcome.wasLost ? "Redis had lost its data, or was said to have; everything was restored" : "Redis holds its data; what was missing was restored")
            submissions pushed again   \(pushed)
            rank indexes queued        \(restored.indexes)
            anti-cheat windows         \(restored.windows)
            marks of dead submissions  \(restored.deadMarks)
            outbox events sent again   \(restored.events)
            board changes taken up     \(restored.configurations)
            epoch                      \(outcome.epoch.number)
            """
    }

    private static func json(_ outcome: RedisRecovery.Outcome, _ pushed: Int) -> String {
        let restored = outcome.restored
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("was_lost")
        writer.bool(outcome.wasLost)
        let counts = [
            ("submissions_pushed", pushed), ("rank_indexes_queued", restored.indexes), ("anticheat_windows", restored.windows),
            ("dead_submission_marks", restored.deadMarks), ("outbox_events", restored.events),
            ("board_changes", restored.configurations), ("epoch", Int(outcome.epoch.number)),
        ]
        for (name, count) in counts {
            writer.key(name)
            writer.integer(count)
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
