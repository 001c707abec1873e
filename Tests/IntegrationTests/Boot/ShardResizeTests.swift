import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrRuntime
import LeadrState
import LeadrStore
import Logging
import Postgres
import Redis
import TestSupport
import Testing

/// `leadrctl shards resize` on real servers.
@Suite struct ShardResizeTests {
    /// An installation with scores on several boards, and their indexes.
    private struct Scene: Sendable {
        let world: StoreWorld
        let redis: RedisClient
        let settings: LeadrSettings
        let boards: [BoardID]

        var resize: ShardResize { ShardResize(settings: settings, redis: redis, postgres: world.pool, logger: TestDatabase.logger) }

        func index(_ shards: Int) -> RankIndex {
            RankIndex(redis: redis, keys: StateKeys(shards: ShardMap(count: shards))) { _ in redis.state.runID }
        }

        /// The order of every board as its index has it.
        func ranks(_ shards: Int) async throws -> [BoardID: [RankMember]] {
            var ranks: [BoardID: [RankMember]] = [:]
            for board in boards { ranks[board] = try await index(shards).everything(board: board) }
            return ranks
        }

        /// The shards that any key names in its hash tag.
        func usedShards() async throws -> Set<String> {
            let keys = try await redis.send(RedisCommand("KEYS", "*")).array?.compactMap(\.string) ?? []
            return Set(keys.compactMap { key in key.firstIndex(of: "{").map { String(key[$0...].prefix { $0 != "}" }.dropFirst()) } })
        }
    }

    private func run(_ body: @escaping @Sendable (Scene) async throws -> Void) async throws {
        let server = try PrivateRedis()
        try await StoreWorld.run("shards") { world in
            try await withPrivateRedis(server) { redis in
                let environment = BootBench.environment(redis: server.url, database: "x")
                let settings = try LeadrSettings(from: SettingsSource(environment: environment), role: .command)
                var boards: [BoardID] = []
                for number in 0..<12 { boards.append(try await world.board(number.isMultiple(of: 3) ? .runRuns : .runIdentity)) }
                let scene = Scene(world: world, redis: redis, settings: settings, boards: boards)
                try await fill(scene)
                try await body(scene)
            }
        }
    }

    private func fill(_ scene: Scene) async throws {
        let index = scene.index(1)
        try await index.confirm([0: try #require(scene.redis.state.runID)])
        _ = try await InstallationStore(pool: scene.world.pool).agree(onShards: 1)
        for player in 0..<8 {
            let identity = try await scene.world.identity()
            let jobs = scene.boards.enumerated().map { number, board in
                scene.world.job(
                    board,
                    identity,
                    Double((player * 7 + number) % 5),
                    at: Int64(player),
                    type: number.isMultiple(of: 3) ? .runRuns : .runIdentity
                )
            }
            _ = try await scene.world.ranking.apply(jobs)
        }
        let rebuilder = RankIndexRebuilder(index: index, scan: RankedRowScan(pool: scene.world.pool), logger: TestDatabase.logger)
        for board in scene.boards { try await rebuilder.rebuild(board) }
    }

    @Test func `from one shard to three and back all ranks stay, and nothing is left behind`() async throws {
        try await run { scene in
            let before = try await scene.ranks(1)
            #expect(before.values.allSatisfy { $0.count == 8 })
            let window = antiCheatKey(scene, shards: 1)
            _ = try await scene.redis.send(RedisCommand("HSET", .string(window), "w", "1"))
            _ = try await scene.redis.send(RedisCommand("PEXPIRE", .string(window), "86400000"))

            _ = try await scene.resize.apply(3)
            #expect(try await scene.ranks(3) == before)
            #expect(try await InstallationStore(pool: scene.world.pool).shards() == StoredShards(count: 3))
            #expect(try await scene.usedShards() == ["s0", "s1", "s2"])
            #expect(try await scene.redis.send(RedisCommand("HGET", .string(antiCheatKey(scene, shards: 3)), "w")).string == "1")
            #expect(try await scene.redis.send(RedisCommand("PTTL", .string(antiCheatKey(scene, shards: 3)))).int ?? 0 > 0)
            let moved = scene.boards.filter { ShardMap(count: 3).shard(of: $0) != 0 }
            #expect(!moved.isEmpty)
            #expect(try await scene.index(1).states(of: moved).allSatisfy { $0.liveGeneration == nil })

            _ = try await scene.resize.apply(1)
            #expect(try await scene.ranks(1) == before)
            #expect(try await scene.usedShards() == ["s0"])
            #expect(try await scene.redis.send(RedisCommand("EXISTS", .string(window))).int == 1)
        }
    }

    @Test func `shards that are added are no loss of data, and shards that are given up leave no epoch`() async throws {
        try await run { scene in
            let epoch = RedisEpoch(after: nil)
            func epochs(_ shards: Int) -> EpochKeys { EpochKeys(redis: scene.redis, keys: StateKeys(shards: ShardMap(count: shards))) }
            try await epochs(1).extend(epoch, to: 0..<1)
            _ = try await scene.resize.apply(3)
            #expect(try await epochs(3).complete() == epoch)
            _ = try await scene.resize.apply(1)
            #expect(try await epochs(1).complete() == epoch)
            #expect(try await scene.usedShards() == ["s0"])
        }
    }

    @Test func `a dry run changes nothing`() async throws {
        try await run { scene in
            let summary = try await scene.resize.examine(3)
            #expect(summary.current == 1 && summary.movingBoards > 0 && summary.obstacles.isEmpty && !summary.isDone)
            #expect(try await InstallationStore(pool: scene.world.pool).shards() == StoredShards(count: 1))
            #expect(try await scene.usedShards() == ["s0"])
        }
    }

    @Test func `work in a queue refuses it, and processes may start again afterwards`() async throws {
        try await run { scene in
            let queue = RedisJobQueue(client: scene.redis, prefix: scene.settings.queue.prefix)
            let job = Job(id: UUID(), tenant: .system, enqueuedAt: 0, payload: [1])
            try await queue.enqueue([job], on: QueueAddress(Queues.ranking), limits: nil)
            let refusal = await #expect(throws: ShardResize.Refusal.self) { _ = try await scene.resize.apply(3) }
            #expect(refusal?.obstacles.count == 1 && refusal?.obstacles[0].contains("ranking/0") == true)
            #expect(try await InstallationStore(pool: scene.world.pool).shards() == StoredShards(count: 1))
        }
    }

    @Test func `a connected process refuses it`() async throws {
        try await run { scene in
            try await withRedis("redis://\(scene.redis.configuration.endpoint)", configure: { $0.clientName = "leadr-ranking-worker" }) { worker in
                _ = try await worker.send(RedisCommand("PING"))
                let refusal = await #expect(throws: ShardResize.Refusal.self) { _ = try await scene.resize.apply(3) }
                #expect(refusal?.obstacles[0].contains("leadr-ranking-worker is running") == true)
            }
        }
    }

    @Test func `while it is under way no process starts, and interrupted it can be finished`() async throws {
        try await run { scene in
            let store = InstallationStore(pool: scene.world.pool)
            let before = try await scene.ranks(1)
            #expect(try await store.beginResize(from: 1, to: 3))
            let checks = BootChecks(settings: scene.settings, redis: scene.redis, postgres: scene.world.pool, logger: TestDatabase.logger)
            let refusal = await #expect(throws: BootCheckError.self) { try await checks.run() }
            #expect(refusal?.findings.map(\.check) == ["shards"])
            await #expect(throws: ShardResize.Refusal.self) { _ = try await scene.resize.apply(2) }
            _ = try await scene.resize.apply(3)
            #expect(try await scene.ranks(3) == before)
            #expect(try await store.shards() == StoredShards(count: 3))
        }
    }

    private func antiCheatKey(_ scene: Scene, shards: Int) -> String {
        // A board that does not stay where it is when there are three shards.
        let board = scene.boards.first { ShardMap(count: 3).shard(of: $0) != 0 } ?? scene.boards[0]
        let shard = ShardMap(count: shards).shard(of: board)
        return "leadr:{s\(shard)}:ac:\(board.uuid.uuidString.lowercased()):\(UUID(uuid: board.uuid.uuid).uuidString.lowercased())"
    }
}
