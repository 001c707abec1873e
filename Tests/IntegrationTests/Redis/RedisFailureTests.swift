import Foundation
import Redis
import TestSupport
import Testing

/// Connections that break, servers that stall, die and return. Each test has a server of its own.
@Suite struct RedisFailureTests {
    /// Until `resume`, the server postpones writes but executes everything else.
    private func pauseWrites(_ client: RedisClient) async throws {
        _ = try await client.send(RedisCommand("CLIENT", "PAUSE", 60_000, "WRITE"))
    }

    private func resume(_ client: RedisClient) async throws {
        _ = try await client.send(RedisCommand("CLIENT", "UNPAUSE"))
    }

    private func awaitBlocked(_ count: Int, _ control: RedisClient) async throws {
        let reached = try await soon { try await control.blockedClients() == count }
        #expect(reached)
    }

    @Test func `a killed connection fails what is in flight at once, and later commands work`() async throws {
        let server = try PrivateRedis()
        try await withPrivateRedis(server) { control in
            try await withPrivateRedis(server) { client in
                try await pauseWrites(control)
                async let first = redisError { try await client.send(RedisCommand("SET", "a", 1)) }
                async let second = redisError { try await client.pipeline([RedisCommand("SET", "b", 1), RedisCommand("GET", "b")]) }
                try await awaitBlocked(1, control)
                try await control.killClients(named: client.configuration.clientName)
                for error in await [first, second] {
                    #expect(error?.code == .connectionLost)
                    #expect(error?.outcomeUnknown == true && error?.isUnavailable == true)
                }
                try await resume(control)
                #expect(try await client.send(RedisCommand("SET", "c", 1)) == .simple("OK"))
                #expect(client.state.connects == 2)
            }
        }
    }

    @Test func `a command without reply times out, and the connection is replaced`() async throws {
        let server = try PrivateRedis()
        try await withPrivateRedis(server) { control in
            try await withPrivateRedis(server, configure: { $0.commandTimeout = .milliseconds(300) }) { client in
                try await pauseWrites(control)
                let error = await redisError { try await client.send(RedisCommand("INCR", "n")) }
                #expect(error?.code == .timeout)
                #expect(error?.outcomeUnknown == true)
                try await resume(control)
                let answered = try await soon { await redisError { try await client.send(RedisCommand("PING")) } == nil }
                #expect(answered)
                #expect(client.state.connects >= 2)
            }
        }
    }

    @Test func `commands wait for a server that starts late`() async throws {
        let server = try PrivateRedis()
        server.kill()
        try await withRedis(server.url) { client in
            async let reply = client.send(RedisCommand("ECHO", "patience"))
            #expect(try await soon { client.state.lastFailure != nil })
            try server.start()
            #expect(try await reply.string == "patience")
        }
    }

    @Test func `a server that was killed and restarted is used again and known to be another`() async throws {
        let server = try PrivateRedis()
        try await withPrivateRedis(server) { client in
            _ = try await client.send(RedisCommand("SET", "kept", "yes"))
            let before = client.state
            server.kill()
            #expect(try await soon { !client.state.isConnected })
            #expect(client.state.connectedSince == nil && client.state.runID == before.runID)
            try server.start()
            #expect(try await client.send(RedisCommand("GET", "kept")).string == "yes")
            #expect(client.state.runID != before.runID)
        }
    }

    @Test func `without a server a command fails as not sent, with the reason`() async throws {
        let server = try PrivateRedis()
        server.kill()
        try await withRedis(server.url, configure: { $0.commandTimeout = .milliseconds(300) }) { client in
            let error = await redisError { try await client.send(RedisCommand("PING")) }
            #expect(error?.code == .notConnected)
            #expect(error?.outcomeUnknown == false && error?.isUnavailable == true)
        }
    }

    @Test func `a client that does not run fails its commands at their deadline`() async throws {
        let client = try makeRedis(configure: { $0.commandTimeout = .milliseconds(100) })
        #expect(await redisError { try await client.send(RedisCommand("PING")) }?.code == .notConnected)
    }

    @Test func `writes in flight when the server is killed are unknown, and every task is answered`() async throws {
        let server = try PrivateRedis()
        try await withPrivateRedis(server, configure: { $0.commandTimeout = .seconds(2) }) { client in
            let errors = try await withThrowingTaskGroup(of: RedisError?.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        while true {
                            let error = await redisError { try await client.send(RedisCommand("RPUSH", "list", .integer(Int64(number)))) }
                            if let error { return error }
                        }
                    }
                }
                #expect(try await soon { client.state.lastReply != nil })
                server.kill()
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(errors.count == 200)
            #expect(errors.allSatisfy { $0?.code == .connectionLost || $0?.code == .notConnected })
        }
    }

    @Test func `nobody listening is reported with the address, and a hang-up of the server is survived`() async throws {
        let server = try PrivateRedis(options: ["--proto-max-bulk-len", "1mb"])
        let port = try FreePort.find()
        try await withRedis("redis://127.0.0.1:\(port)", configure: { $0.commandTimeout = .milliseconds(200) }) { client in
            let noticed = try await soon { client.state.lastFailure != nil }
            #expect(noticed)
            let error = await redisError { try await client.send(RedisCommand("PING")) }
            #expect(error?.code == .notConnected)
            #expect(error?.message.contains("127.0.0.1:\(port)") == true)
        }
        // Too long an argument: the server reports a protocol error and hangs up.
        try await withPrivateRedis(server) { client in
            let error = await redisError { try await client.send(RedisCommand("SET", "k", .bytes([UInt8](repeating: 0, count: 2 << 20)))) }
            #expect(error != nil)
            let reply = try await client.send(RedisCommand("PING"))
            #expect(reply == .simple("PONG"))
        }
    }

    @Test func `a stopped server is noticed by the deadline`() async throws {
        let server = try PrivateRedis()
        try await withPrivateRedis(
            server,
            configure: {
                $0.commandTimeout = .milliseconds(300)
                $0.connectTimeout = .milliseconds(300)
            }
        ) { client in
            let process = try #require(server.processID)
            kill(process, SIGSTOP)
            #expect(await redisError { try await client.send(RedisCommand("PING")) }?.code == .timeout)
            #expect(await redisError { try await client.send(RedisCommand("PING")) }?.code == .notConnected)
            kill(process, SIGCONT)
            let answered = try await soon { await redisError { try await client.send(RedisCommand("PING")) } == nil }
            #expect(answered)
        }
    }
}
