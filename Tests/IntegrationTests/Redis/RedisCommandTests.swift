import NIOCore
import NIOPosix
import Redis
import TestSupport
import Testing

@Suite struct RedisCommandIntegrationTests {
    @Test func `a thousand tasks get their own replies, alone or in pipelines`() async throws {
        try await withRedis { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<1000 {
                    group.addTask { try await echo(number, client) }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `several connections serve the same tasks`() async throws {
        try await withRedis(configure: { $0.connections = 3 }) { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<300 {
                    group.addTask { try await echo(number, client) }
                }
                try await group.waitForAll()
            }
            #expect(try await soon { client.state.openConnections == 3 })
        }
    }

    private func echo(_ number: Int, _ client: RedisClient) async throws {
        for round in 0..<5 {
            let text = "\(number).\(round)"
            if (number + round).isMultiple(of: 3) {
                let replies = try await client.pipeline((0..<4).map { RedisCommand("ECHO", .string("\(text).\($0)")) })
                #expect(replies.map(\.string) == (0..<4).map { "\(text).\($0)" })
            } else {
                #expect(try await client.send(RedisCommand("ECHO", .string(text))).string == text)
            }
        }
    }

    @Test func `large values and raw bytes survive`() async throws {
        let key = RedisArgument.string(TestServers.uniquePrefix("large"))
        let value = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try await withRedis { client in
            #expect(try await client.send(RedisCommand("SET", key, .bytes(value))) == .simple("OK"))
            #expect(try await client.send(RedisCommand("GET", key)).bytes == value)
            _ = try await client.send(RedisCommand("DEL", key))
        }
    }

    @Test func `a pipeline far larger than the socket's buffers is answered in full`() async throws {
        let payload = [UInt8](repeating: 120, count: 10_000)
        try await withRedis { client in
            let replies = try await client.pipeline(Array(repeating: RedisCommand("ECHO", .bytes(payload)), count: 2000))
            #expect(replies.count == 2000)
            #expect(replies.allSatisfy { $0.bytes?.count == payload.count })
        }
    }

    @Test func `nested arrays arrive as they are`() async throws {
        try await withRedis { client in
            let reply = try await client.send(RedisCommand("EVAL", "return {1, {'a', {2, {}}}, false}", 0))
            #expect(reply == .array([.integer(1), .array([.bulk([97]), .array([.integer(2), .array([])])]), .null]))
        }
    }

    @Test func `an error of the server is thrown by send and an element of a pipeline`() async throws {
        let key = RedisArgument.string(TestServers.uniquePrefix("type"))
        try await withRedis { client in
            _ = try await client.send(RedisCommand("SET", key, "text"))
            let error = await redisError { try await client.send(RedisCommand("LPUSH", key, "x")) }
            guard case .server(let reply)? = error?.code else {
                Issue.record("unexpected \(String(describing: error))")
                return
            }
            #expect(reply.code == "WRONGTYPE")
            #expect(error?.isUnavailable == false && error?.outcomeUnknown == false)
            let replies = try await client.pipeline([RedisCommand("LPUSH", key, "x"), RedisCommand("GET", key), RedisCommand("NONSENSE")])
            #expect(replies[0].serverError?.code == "WRONGTYPE")
            #expect(replies[1].string == "text")
            #expect(replies[2].serverError?.code == "ERR")
            _ = try await client.send(RedisCommand("DEL", key))
        }
    }

    @Test func `an empty pipeline has no replies`() async throws {
        #expect(try await makeRedis().pipeline([]).isEmpty)
    }

    @Test func `more commands than allowed are refused at once`() async throws {
        let client = try makeRedis(configure: {
            $0.maximumQueuedCommands = 3
            $0.commandTimeout = .milliseconds(200)
        })
        let error = await redisError { try await client.pipeline(Array(repeating: RedisCommand("PING"), count: 4)) }
        #expect(error?.code == .overloaded)
        #expect(error?.outcomeUnknown == false && error?.isUnavailable == true)
    }

    @Test func `tasks on the client's own event loop are served`() async throws {
        try await withRedis { client in
            let loop = MultiThreadedEventLoopGroup.singleton.next()
            let reply = try await loop.makeFutureWithTask { try await client.send(RedisCommand("ECHO", "x")).string }.get()
            #expect(reply == "x")
        }
    }

    @Test func `the state tells who answers`() async throws {
        try await withRedis { client in
            let info = try await client.send(RedisCommand("INFO", "server")).string ?? ""
            let state = client.state
            #expect(state.isConnected && state.connectedSince != nil && state.lastReply != nil)
            #expect(info.contains("run_id:\(state.runID ?? "?")"))
            #expect(info.contains("redis_version:\(state.serverVersion ?? "?")"))
            #expect(state.replicationID?.count == 40)
            #expect(try await client.clientList(containing: client.configuration.clientName).count == 1)
        }
    }
}
