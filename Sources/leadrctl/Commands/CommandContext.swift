import Foundation
import JobQueue
import LeadrRuntime
import LeadrServices
import LeadrState
import Logging
import NIOPosix
import Postgres
import Redis

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

    /// Reads the settings as far as they can be read, and what is wrong with them; nothing is logged.
    static func inspect() -> (context: CommandContext, problems: [SettingProblem]) {
        let (settings, problems) = LeadrSettings.inspect(source())
        return (CommandContext(settings: settings, logger: silent), problems)
    }

    private static let silent = Logger(label: "leadrctl") { _ in SwiftLogNoOpLogHandler() }

    /// For what a command tells in its own words.
    var silentLogger: Logger { Self.silent }

    /// Runs `body` with clients of both servers, closed afterwards.
    func withServers<R: Sendable>(_ body: (RedisClient, PostgresPool) async throws -> R) async throws -> R {
        try await withPostgres { postgres in
            try await withRedis { redis in try await body(redis, postgres) }
        }
    }

    /// Runs `body` with connections to the database, closed afterwards.
    ///
    /// - Parameter database: Another one on the same server.
    func withPostgres<R: Sendable>(isDirect: Bool = false, database: String? = nil, _ body: (PostgresPool) async throws -> R) async throws -> R {
        var configuration = PostgresConfiguration(settings.database, role: .command, isDirect: isDirect)
        configuration.pool.size = 2
        if let database { configuration.database = database }
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

    /// Runs `body` with a connection to Redis, closed afterwards.
    func withRedis<R: Sendable>(_ body: (RedisClient) async throws -> R) async throws -> R {
        let client = try RedisClient(
            configuration: RedisConfiguration(settings.redis, role: .command),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await client.run() }
            defer { group.cancelAll() }
            return try await body(client)
        }
    }

    /// The queues behind a connection.
    func queues(_ redis: RedisClient) -> QueueDirectory {
        QueueDirectory(engine: RedisJobQueue(client: redis, prefix: settings.queue.prefix), shards: ShardMap(count: settings.queue.shards))
    }

    /// Runs `body` with everything operators do with the queues.
    func withOperations<R: Sendable>(_ body: (Operations) async throws -> R) async throws -> R {
        try await withServers { redis, pool in
            let directory = queues(redis)
            let pending = PendingSubmissions(redis: redis, keys: StateKeys(shards: directory.shards))
            return try await body(Operations(directory: directory, pending: pending, pool: pool, logger: logger))
        }
    }

    /// Who runs the command, for the record of changes.
    static var actor: OperatorActor { .command(user: NSUserName(), host: ProcessInfo.processInfo.hostName) }

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
