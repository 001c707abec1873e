import Redis
import TestSupport
import Testing

@Suite struct RedisBlockingTests {
    private func blockedClients(_ client: RedisClient) async throws -> Int {
        try await client.clientList(containing: "name=\(client.configuration.clientName) ").filter { $0.contains("cmd=blpop") }.count
    }

    @Test func `a push wakes a blocked pop`() async throws {
        let key = RedisArgument.string(TestServers.uniquePrefix("pop"))
        try await withRedis { client in
            let connection = client.makeBlockingConnection()
            async let popped = connection.send(RedisCommand("BLPOP", key, 30), timeout: .seconds(60))
            #expect(try await soon { try await blockedClients(client) == 1 })
            _ = try await client.send(RedisCommand("LPUSH", key, "job"))
            #expect(try await popped.array?.last?.string == "job")
            // The same socket serves the next call.
            #expect(try await connection.send(RedisCommand("BLPOP", key, .double(0.01)), timeout: .seconds(30)).isNull)
            #expect(try await client.clientList(containing: "name=\(client.configuration.clientName) ").count == 2)
            connection.close()
        }
    }

    @Test func `the call's own deadline closes the socket, and the next call opens another`() async throws {
        let key = RedisArgument.string(TestServers.uniquePrefix("late"))
        try await withRedis { client in
            let connection = client.makeBlockingConnection()
            _ = try await connection.send(RedisCommand("PING"), timeout: .seconds(30))
            let error = await redisError { try await connection.send(RedisCommand("BLPOP", key, 0), timeout: .milliseconds(200)) }
            #expect(error?.code == .timeout)
            #expect(error?.outcomeUnknown == true)
            let left = try await soon { try await blockedClients(client) == 0 }
            #expect(left)
            let reply = try await connection.send(RedisCommand("PING"), timeout: .seconds(30))
            #expect(reply == .simple("PONG"))
        }
    }

    @Test func `cancelling the task closes the socket, and the connection stays usable`() async throws {
        let key = RedisArgument.string(TestServers.uniquePrefix("cancel"))
        try await withRedis { client in
            let connection = client.makeBlockingConnection()
            let task = Task { await redisError { try await connection.send(RedisCommand("BLPOP", key, 0), timeout: .seconds(600)) } }
            let blocked = try await soon { try await blockedClients(client) == 1 }
            #expect(blocked)
            task.cancel()
            #expect(await task.value?.code == .cancelled)
            let left = try await soon { try await blockedClients(client) == 0 }
            #expect(left)
            let reply = try await connection.send(RedisCommand("PING"), timeout: .seconds(30))
            #expect(reply == .simple("PONG"))
        }
    }

    @Test func `a task that is cancelled already sends nothing and does not wait`() async throws {
        let connection = try makeRedis().makeBlockingConnection()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await redisError { try await connection.send(RedisCommand("BLPOP", "k", 0), timeout: .seconds(600)) }
        }
        #expect(await task.value?.code == .cancelled)
    }

    @Test func `a killed socket fails the call and is replaced by the next`() async throws {
        let key = RedisArgument.string(TestServers.uniquePrefix("kill"))
        try await withRedis { client in
            let connection = client.makeBlockingConnection()
            async let error = redisError { try await connection.send(RedisCommand("BLPOP", key, 0), timeout: .seconds(600)) }
            #expect(try await soon { try await blockedClients(client) == 1 })
            try await client.killClients(named: client.configuration.clientName, containing: "cmd=blpop")
            #expect(await error?.code == .connectionLost)
            #expect(try await connection.send(RedisCommand("PING"), timeout: .seconds(30)) == .simple("PONG"))
        }
    }

    @Test func `a second command at the same time is refused, not mixed up`() async throws {
        let key = RedisArgument.string(TestServers.uniquePrefix("busy"))
        try await withRedis { client in
            let connection = client.makeBlockingConnection()
            async let first = redisError { try await connection.send(RedisCommand("BLPOP", key, 0), timeout: .seconds(600)) }
            let blocked = try await soon { try await blockedClients(client) == 1 }
            #expect(blocked)
            #expect(await redisError { try await connection.send(RedisCommand("PING"), timeout: .seconds(5)) }?.code == .configuration)
            connection.close()
            #expect(await first?.code == .connectionLost)
            #expect(await redisError { try await connection.send(RedisCommand("PING"), timeout: .seconds(5)) }?.code == .shutdown)
        }
    }

    @Test func `without a server the call fails by its deadline, as not sent`() async throws {
        let server = try PrivateRedis()
        server.kill()
        let connection = try makeRedis(server.url).makeBlockingConnection()
        for _ in 0..<5 {
            let error = await redisError { try await connection.send(RedisCommand("PING"), timeout: .milliseconds(500)) }
            #expect(error?.outcomeUnknown == false && error?.isUnavailable == true)
        }
        try server.start()
        #expect(
            try await soon { await redisError { try await connection.send(RedisCommand("PING"), timeout: .seconds(5)) } == nil }
        )
    }
}
