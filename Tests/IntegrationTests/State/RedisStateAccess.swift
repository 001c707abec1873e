import Foundation
import LeadrDomain
import LeadrState
import Logging
import NIOPosix
import Redis
import TestSupport

/// A connected client and the keys that belong to one test.
struct RedisStateAccess: Sendable {
    let client: RedisClient
    let keys: StateKeys
    let logger: Logger

    /// The rank index, as a process connected to this server sees it.
    func rankIndex(memory: Duration = .seconds(30)) -> RankIndex {
        RankIndex(client: client, keys: keys, memory: memory)
    }

    /// A rank index whose shards are confirmed, and whose boards have an empty live generation.
    func readyIndex(_ boards: BoardID..., layout: RankLayout = .initial) async throws -> RankIndex {
        let index = rankIndex()
        try await confirmAll(index)
        for board in boards { _ = try await index.finish(index.beginRebuild(of: board, layout: layout)) }
        return index
    }

    /// Confirms all shards for the present server.
    func confirmAll(_ index: RankIndex) async throws {
        _ = await eventually { index.serverLives().count == keys.shards.count }
        try await index.confirm(index.serverLives())
    }
}

/// Runs `body` with keys that nobody else uses, and removes them afterwards.
func withRedisState(
    url: String = TestServers.redisURL,
    shards: Int = 4,
    _ body: @Sendable (RedisStateAccess) async throws -> Void
) async throws {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let configuration = try RedisConfiguration.forTests(url)
    let client = RedisClient(configuration: configuration, eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
    let prefix = TestServers.uniquePrefix("state") + ":"
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await client.run() }
        let outcome: Result<Void, any Error>
        do {
            // A server that lives longer than a build may hold an older text of the functions.
            try await client.load(StateLibrary.library)
            try await body(RedisStateAccess(client: client, keys: StateKeys(prefix: prefix, shards: ShardMap(count: shards)), logger: logger))
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        let keys = try await client.send(RedisCommand("KEYS", .string(prefix + "*"))).array?.compactMap(\.string) ?? []
        for key in keys { _ = try await client.send(RedisCommand("UNLINK", .string(key))) }
        group.cancelAll()
        try outcome.get()
    }
}
