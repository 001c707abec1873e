import Foundation
import JobQueue
import LeadrDomain
import LeadrState
import Redis
import TestSupport
import Testing

/// A real cluster of three masters.
@Suite struct ClusterTests {
    private func library(_ name: String) -> RedisFunctionLibrary {
        let code = "redis.register_function('\(name)_put', function(keys, args) return redis.call('APPEND', keys[1], args[1]) end)"
        return RedisFunctionLibrary(name: name, source: "#!lua name=\(name)\n\(code)")
    }

    @Test func `commands, pipelines and functions reach the owners of their keys`() async throws {
        let cluster = try await PrivateCluster()
        try await withRedis(cluster.url) { client in
            for number in 0..<50 { _ = try await client.send(RedisCommand("SET", .string("k\(number)"), .integer(Int64(number)))) }
            let replies = try await client.pipeline((0..<50).map { RedisCommand("GET", .string("k\($0)")) } + [RedisCommand("PING")])
            #expect(replies.dropLast().map(\.int) == (0..<50).map { Int64($0) } && replies.last == .simple("PONG"))
            for server in cluster.servers { #expect(try await server.ask(RedisCommand("DBSIZE")).int ?? 0 > 0) }

            let library = library("spread")
            let calls = (0..<20).map { RedisCommand(calling: "spread_put", keys: [.string("f\($0)")], arguments: ["abc"]) }
            #expect(try await client.pipeline(calls, in: library).allSatisfy { $0.int == 3 })
            for server in cluster.servers {
                #expect(try await server.ask(RedisCommand("FUNCTION", "LIST")).array?.count == 1)
                try await server.ask(RedisCommand("FUNCTION", "FLUSH"))
            }
            #expect(try await client.call("spread_put", in: library, keys: ["f1"], arguments: ["d"]) == .integer(4))
        }
    }

    @Test func `a question to all servers is answered by every master`() async throws {
        let cluster = try await PrivateCluster(replicas: 1)
        try await withRedis(cluster.url) { client in
            let names = try await client.sendToAll(RedisCommand("CLUSTER", "MYID")).compactMap(\.string)
            var masters: Set<String> = []
            for server in cluster.servers.prefix(3) { masters.insert(try await server.nodeID()) }
            #expect(names.count == 3 && Set(names) == masters)
        }
    }

    @Test func `without any node a command fails by its deadline, as not sent, with the reason`() async throws {
        let port = try FreePort.find()
        try await withRedis("redis+cluster://127.0.0.1:\(port)", configure: { $0.commandTimeout = .milliseconds(300) }) { client in
            for error in [
                await redisError { try await client.send(RedisCommand("GET", "k")) },
                await redisError { try await client.pipeline([RedisCommand("PING")]) },
                await redisError { try await client.load(library("none")) },
            ] {
                #expect(error?.code == .notConnected && error?.outcomeUnknown == false)
                #expect(error?.message.contains("127.0.0.1:\(port)") == true)
            }
        }
    }

    @Test func `a client that shut down refuses at once`() async throws {
        let cluster = try await PrivateCluster()
        let client = try makeRedis(cluster.url)
        let running = Task { try await client.run() }
        _ = try await client.send(RedisCommand("SET", "k", 1))
        running.cancel()
        try await running.value
        #expect(await redisError { try await client.send(RedisCommand("GET", "k")) }?.code == .shutdown)
        #expect(await redisError { try await client.pipeline([RedisCommand("GET", "k"), RedisCommand("GET", "j")]) }?.code == .shutdown)
    }

    @Test func `keys of several slots in one command are refused, not split`() async throws {
        let cluster = try await PrivateCluster()
        try await withRedis(cluster.url) { client in
            let error = await redisError { try await client.send(RedisCommand("DEL", "{s0}:a", "{s2}:a")) }
            guard case .server(let reply)? = error?.code else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reply.code == "CROSSSLOT" && error?.isUnavailable == false)
        }
    }

    @Test func `each key has the life of the server that owns it, and the whole has the life of all`() async throws {
        let cluster = try await PrivateCluster()
        try await withRedis(cluster.url) { client in
            #expect(try await soon { client.state.runID != nil })
            var lives: Set<String> = []
            for tag in ["{s0}", "{s1}", "{s2}", "{s3}"] {
                let info = try await cluster.owner(ofKey: tag).ask(RedisCommand("INFO", "server")).string ?? ""
                let life = try #require(client.serverLife(forKey: tag))
                #expect(info.contains("run_id:\(life)"))
                lives.insert(life)
            }
            #expect(lives.count == 3)
            #expect(client.state.runID == lives.sorted().joined(separator: "+"))
            #expect(client.state.openConnections == 3)
        }
    }

    @Test func `published messages reach a subscription wherever it sits, and it comes back when its connection is cut`() async throws {
        let cluster = try await PrivateCluster()
        try await withRedis(cluster.url) { client in
            var events = client.subscribe(to: ["news"]).makeAsyncIterator()
            for round in UInt8(0)..<3 {
                #expect(await events.next() == .subscribed(channel: "news"))
                _ = try await client.send(RedisCommand("PUBLISH", "news", .bytes([round])))
                #expect(await events.next() == .message(channel: "news", payload: [round]))
                // Where it sits and nowhere else: by the next kill it may be back, at another server.
                for server in cluster.servers {
                    let killed = try await server.ask(RedisCommand("CLIENT", "KILL", "TYPE", "pubsub")).int ?? 0
                    if killed > 0 { break }
                }
                #expect(await events.next() == .disconnected)
            }
        }
    }

    @Test func `the queue keeps every rule on the shards of all nodes`() async throws {
        let cluster = try await PrivateCluster()
        try await withRedis(cluster.url) { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for shard in 0...3 {
                    group.addTask {
                        for (number, rule) in QueueConformance.allCases.enumerated() {
                            let driver = RedisJobQueue(client: client, prefix: "c\(number):")
                            let (queue, next) = (QueueAddress("first", shard: shard), QueueAddress("second", shard: shard))
                            try await rule.check(QueueBench(driver: driver, queue: queue, next: next))
                        }
                    }
                }
                try await group.waitForAll()
            }
            for server in cluster.servers { #expect(try await server.ask(RedisCommand("DBSIZE")).int ?? 0 > 0) }
        }
    }

    @Test func `rank indexes of boards on all nodes answer, each confirmed for its own server`() async throws {
        let cluster = try await PrivateCluster()
        try await withRedisState(url: cluster.url, shards: 4) { access async throws in
            var boards: [Int: BoardID] = [:]
            while boards.count < 4 {
                let board = BoardID(UUID())
                boards[access.keys.shards.shard(of: board)] = board
            }
            let index = access.rankIndex()
            try await access.confirmAll(index)
            var rows: [RankChange] = []
            for board in boards.values {
                _ = try await index.finish(index.beginRebuild(of: board))
                rows += RankOracle.randomRows(10, board: board)
            }
            #expect(try await index.apply(rows).count == 4)
            for board in boards.values { #expect(try await index.everything(board: board).count == 10) }
            #expect(try await index.ranks(of: rows.map { RankLookup(boardID: $0.boardID, pool: .production, member: $0.member) }).count == 40)
            #expect(try await index.shardStates().allSatisfy { !index.needsConfirmation($0) })
        }
    }
}
