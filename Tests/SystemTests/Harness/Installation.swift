import AsyncHTTPClient
import Foundation
import JobQueue
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Postgres
import Redis
import Synchronization
import TestSupport

/// A whole Leadr of one test: real processes, a Redis of its own that may be killed, and a database of its own.
final class Installation: Sendable {
    let redis: PrivateRedis
    /// The PostgreSQL of its own, when the test stops and starts it; else the database lies on the shared server.
    let ownPostgres: PrivatePostgres?
    let database: String
    let folder: URL
    let port: Int
    let redisClient: RedisClient
    let postgres: PostgresPool
    let queue: RedisJobQueue
    let superadminKey = "ldr_" + String(repeating: "k", count: 43)
    private let settings: [String: String]
    private let firstSchema: URL?
    private let databaseServer: PostgresConfiguration
    private let processes = Mutex<[ManagedProcess]>([])
    private let started = Mutex(0)

    /// Creates the servers and the database; nothing of the product runs yet.
    ///
    /// - Parameters:
    ///   - settings: settings that differ from the defaults.
    ///   - redisOptions: arguments of its Redis, for example `["--appendfsync", "everysec"]`.
    ///   - hasOwnPostgres: whether it gets a PostgreSQL cluster that the test may stop.
    ///   - firstSchema: folder of the executables that make the first schema, when not this build's.
    init(settings: [String: String] = [:], redisOptions: [String] = [], hasOwnPostgres: Bool = false, firstSchema: URL? = nil) async throws {
        redis = try PrivateRedis(options: redisOptions)
        ownPostgres = hasOwnPostgres ? try PrivatePostgres() : nil
        databaseServer = Self.configuration(ownPostgres)
        database = TestServers.uniquePrefix("system")
        port = try FreePort.find()
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("leadr-\(database)")
        try FileManager.default.createDirectory(at: folder.appendingPathComponent("ports"), withIntermediateDirectories: true)
        self.settings = settings
        self.firstSchema = firstSchema
        try await Self.createDatabase(database, on: databaseServer)
        let logger = Logger(label: "system-test") { _ in SwiftLogNoOpLogHandler() }
        redisClient = try RedisClient(
            configuration: RedisConfiguration(url: redis.url),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger
        )
        var configuration = databaseServer
        configuration.database = database
        postgres = PostgresPool(configuration: configuration, logger: logger)
        queue = RedisJobQueue(client: redisClient, prefix: "leadr:q:")
    }

    /// Runs `body` with the clients of the test connected, and leaves no process behind, however it ends.
    func run(_ body: @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.redisClient.run() }
            group.addTask { try await self.postgres.run() }
            let outcome: Result<Void, any Error>
            do {
                try await migrate(from: firstSchema)
                try await body()
                outcome = .success(())
            } catch {
                outcome = .failure(error)
            }
            await killAll()
            group.cancelAll()
            try outcome.get()
        }
    }

    /// Starts a process and returns without waiting for it to be ready.
    ///
    /// - Parameters:
    ///   - settings: settings of this process alone, for example the address of a ``FaultProxy``.
    ///   - executables: folder of another version's executables.
    @discardableResult
    func start(_ kind: ProcessKind, settings: [String: String] = [:], from executables: URL? = nil) throws -> ManagedProcess {
        let number = started.withLock { number in
            number += 1
            return number
        }
        let name = "\(kind.rawValue)-\(number)"
        let process = try ManagedProcess(
            kind: kind,
            name: name,
            binary: Self.binary(kind.rawValue, in: executables),
            environment: environment(portFile: portFile(name)).merging(settings) { $1 },
            log: log(kind)
        )
        processes.withLock { $0.append(process) }
        return process
    }

    /// Starts processes of every kind, one or as many workers as told, and waits until all are ready.
    ///
    /// - Parameter settings: settings of the processes of one kind alone.
    func startAll(workers: Int = 1, settings: (ProcessKind) -> [String: String] = { _ in [:] }) async throws {
        for kind in ProcessKind.allCases {
            for _ in 0..<(kind.queue == nil ? 1 : workers) { try start(kind, settings: settings(kind)) }
        }
        for process in running { try await waitUntilReady(process) }
    }

    /// Where all processes of a kind log.
    func log(_ kind: ProcessKind) -> URL {
        folder.appendingPathComponent("\(kind.rawValue).log")
    }

    /// How many lines of that log contain `text`.
    func loggedLines(of kind: ProcessKind, containing text: String) -> Int {
        let lines = (try? String(contentsOf: log(kind), encoding: .utf8)) ?? ""
        return lines.split(separator: "\n").count { $0.contains(text) }
    }

    /// The processes that run at the moment.
    var running: [ManagedProcess] {
        processes.withLock { processes in
            processes.removeAll { !$0.isRunning }
            return processes
        }
    }

    /// Waits until a process says that it is ready.
    func waitUntilReady(_ process: ManagedProcess) async throws {
        let isReady = await eventually(within: .seconds(60)) { await health(of: process, "ready") == 200 }
        guard isReady else { throw SystemTestError("\(process.name) did not become ready; see \(folder.path)") }
    }

    /// Status of `/health/live` or `/health/ready` of a process; nil when it does not answer.
    func health(of process: ManagedProcess, _ aspect: String) async -> UInt? {
        try? await operations(of: process, "/health/\(aspect)").status.code
    }

    /// What a process tells of itself at `/metrics`.
    func metrics(of process: ManagedProcess) async throws -> String {
        String(buffer: try await operations(of: process, "/metrics").body.collect(upTo: 1 << 22))
    }

    private func operations(of process: ManagedProcess, _ path: String) async throws -> HTTPClientResponse {
        let port = try String(contentsOf: portFile(process.name), encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        return try await HTTPClient.shared.execute(HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)"), timeout: .seconds(5))
    }

    /// Brings the schema to the version of this build, or of another one's executables.
    func migrate(from executables: URL? = nil) async throws {
        try require("migrate", "up", from: executables)
    }

    private func killAll() async {
        for process in running {
            process.send(SIGKILL)
            _ = await process.waitForEnd()
        }
    }

    private func portFile(_ name: String) -> URL {
        folder.appendingPathComponent("ports/\(name)")
    }

    func environment(portFile: URL?) -> [String: String] {
        var environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "ENV": "SYSTEMTEST", "PORT": "\(port)", "METRICS_PORT": "0",
            "DB_HOST": databaseServer.host, "DB_PORT": "\(databaseServer.port)", "DB_USER": databaseServer.username,
            "DB_PASSWORD": databaseServer.password ?? "", "DB_NAME": database, "DB_SSLMODE": "disable", "REDIS_URL": redis.url,
            "JWT_SECRET": "system-test-jwt-secret-0123456789abcdef", "API_KEY_SECRET": "system-test-api-key-secret-0123456789",
            "SUPERADMIN_API_KEY": superadminKey, "ENABLE_ADMIN_API": "true", "ENABLE_CLIENT_API": "true", "LOOPBACK_BLOCK_ENABLED": "false",
            "GEOIP_DATABASE_PATH": folder.appendingPathComponent("geoip").path, "GEOIP_DOWNLOAD_ENABLED": "false", "RATELIMIT_ENABLED": "false",
            // No mail leaves the machine; a test that wants some names its server.
            "EMAIL_PROVIDER": "smtp", "SMTP_HOST": "127.0.0.1", "SMTP_PORT": "1",
        ]
        if let portFile { environment["LEADR_PORT_FILE"] = portFile.path }
        return environment.merging(settings) { $1 }
    }

    static func binary(_ name: String, in folder: URL?) -> URL {
        let own = ProcessInfo.processInfo.environment["LEADR_TEST_BIN"] ?? ".build/debug"
        return (folder ?? URL(fileURLWithPath: own)).appendingPathComponent(name)
    }

    /// The server the database lies on, with the database to connect to first.
    private static func configuration(_ own: PrivatePostgres?) -> PostgresConfiguration {
        var configuration = PostgresConfiguration(
            host: own == nil ? TestServers.postgresHost : "127.0.0.1",
            port: own?.port ?? TestServers.postgresPort,
            database: own == nil ? TestServers.postgresDatabase : "postgres",
            username: own?.user ?? TestServers.postgresUser,
            password: TestServers.postgresPassword
        )
        configuration.pool.size = 4
        return configuration
    }

    /// Loses the database, whoever is connected.
    func dropDatabase() async throws {
        let pool = PostgresPool(configuration: databaseServer, logger: Logger(label: "system-test"))
        _ = try await pool.query(PostgresQuery("DROP DATABASE \(database) WITH (FORCE)", operation: "drop", table: "none"))
        await pool.close()
    }

    private static func createDatabase(_ name: String, on server: PostgresConfiguration) async throws {
        let pool = PostgresPool(configuration: server, logger: Logger(label: "system-test"))
        // The name is made of letters, digits and underscores by `uniquePrefix`; an identifier cannot be a parameter.
        _ = try await pool.query(PostgresQuery("CREATE DATABASE \(name)", operation: "create", table: "none"))
        await pool.close()
    }
}

/// Why a system test could not go on.
struct SystemTestError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
