import Logging
import NIOPosix
import Redis
import TestSupport

/// Runs `body` with a client of the server at `url`, and stops the client afterwards.
func withRedis<R: Sendable>(
    _ url: String = TestServers.redisURL,
    configure: (inout RedisConfiguration) -> Void = { _ in },
    _ body: (RedisClient) async throws -> R
) async throws -> R {
    let client = try makeRedis(url, configure: configure)
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await client.run() }
        defer { group.cancelAll() }
        return try await body(client)
    }
}

/// Makes a client that does not run yet. Its deadline is long, because the machine may be busy with other tests.
func makeRedis(_ url: String = TestServers.redisURL, configure: (inout RedisConfiguration) -> Void = { _ in }) throws -> RedisClient {
    var configuration = try RedisConfiguration(url: url)
    configuration.takeTime()
    configuration.clientName = TestServers.uniquePrefix("client")
    configuration.reconnect = RedisBackoff.Policy(base: .milliseconds(5), maximum: .milliseconds(50))
    configure(&configuration)
    return RedisClient(
        configuration: configuration,
        eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
        logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    )
}

/// Runs `body` with a client of a server of the test, once the server answers.
func withPrivateRedis<R: Sendable>(
    _ server: PrivateRedis,
    configure: (inout RedisConfiguration) -> Void = { _ in },
    _ body: (RedisClient) async throws -> R
) async throws -> R {
    try await withRedis(server.url, configure: configure) { client in
        // Not one command with its deadline: a test may set a very short one.
        _ = try await soon { await redisError { try await client.send(RedisCommand("PING")) } == nil }
        return try await body(client)
    }
}

extension RedisConfiguration {
    /// The usual settings, with more patience for the server that all tests share: nobody stops that one, and an answer that is late only says that the
    /// machine is busy with other tests.
    static func forTests(_ url: String) throws -> RedisConfiguration {
        var configuration = try RedisConfiguration(url: url)
        if url == TestServers.redisURL { configuration.takeTime() }
        return configuration
    }

    fileprivate mutating func takeTime() {
        commandTimeout = .seconds(20)
        connectTimeout = .seconds(10)
    }
}

extension RedisClient {
    /// The lines of `CLIENT LIST` that hold `text`.
    func clientList(containing text: String) async throws -> [String] {
        let list = try await send(RedisCommand("CLIENT", "LIST")).string ?? ""
        return list.split(separator: "\n").map(String.init).filter { $0.contains(text) }
    }

    /// How many clients the server holds back, because their command blocks or writes are paused.
    func blockedClients() async throws -> Int? {
        let info = try await send(RedisCommand("INFO", "clients")).string ?? ""
        let line = info.split(whereSeparator: \.isNewline).first { $0.hasPrefix("blocked_clients:") }
        return line.flatMap { Int($0.dropFirst("blocked_clients:".count)) }
    }

    /// Closes, on the server's side, every connection of the client named `name`, or only those with `text` in their line.
    func killClients(named name: String, containing text: String = "") async throws {
        for line in try await clientList(containing: "name=\(name) ") where line.contains(text) {
            guard let id = line.split(separator: " ").first?.dropFirst(3) else { continue }
            _ = try await send(RedisCommand("CLIENT", "KILL", "ID", .string(String(id))))
        }
    }
}

/// The error that `body` throws, if it is one of the client's.
func redisError(_ body: () async throws -> some Sendable) async -> RedisError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? RedisError
    }
}

/// Waits until `condition` holds; unlike `eventually` it throws whatever its condition is, which `#expect` needs.
func soon(_ condition: () async throws -> Bool) async throws -> Bool {
    try await eventually(condition)
}
