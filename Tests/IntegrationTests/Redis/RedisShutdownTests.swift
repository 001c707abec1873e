import Logging
import Redis
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@Suite struct RedisShutdownTests {
    private final class Refusal: Sendable {
        private let flag = Atomic(false)
        var isNoted: Bool { flag.load(ordering: .relaxed) }
        func note() { flag.store(true, ordering: .relaxed) }
    }

    @Test func `after the end every command is refused as not sent`() async throws {
        let client = try await withRedis { client in
            _ = try await client.send(RedisCommand("PING"))
            return client
        }
        let error = await redisError { try await client.send(RedisCommand("PING")) }
        #expect(error?.code == .shutdown)
        #expect(error?.outcomeUnknown == false)
        #expect(!client.state.isConnected)
    }

    @Test func `graceful shutdown refuses new commands and waits for replies on their way`() async throws {
        let server = try PrivateRedis()
        try await withPrivateRedis(server) { control in
            let client = try makeRedis(server.url, configure: { $0.shutdownDrain = .seconds(30) })
            let group = ServiceGroup(services: [client], logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            let refusal = Refusal()
            async let running: Void = group.run()
            _ = try await client.send(RedisCommand("PING"))
            _ = try await control.send(RedisCommand("CLIENT", "PAUSE", 60_000, "WRITE"))
            async let slow = client.send(RedisCommand("SET", "a", 1))
            #expect(try await soon { try await control.blockedClients() == 1 })
            await group.triggerGracefulShutdown()
            let refused = try await soon {
                // Not awaited: one that is still taken waits behind the paused write.
                Task { if await redisError({ try await client.send(RedisCommand("PING")) })?.code == .shutdown { refusal.note() } }
                return refusal.isNoted
            }
            #expect(refused)
            _ = try await control.send(RedisCommand("CLIENT", "UNPAUSE"))
            #expect(try await slow == .simple("OK"))
            try await running
        }
    }

    @Test func `commands that do not end within the drain fail with shutdown, outcome unknown`() async throws {
        let server = try PrivateRedis()
        try await withPrivateRedis(server) { control in
            let client = try makeRedis(server.url, configure: { $0.shutdownDrain = .milliseconds(50) })
            let running = Task { try await client.run() }
            _ = try await client.send(RedisCommand("PING"))
            _ = try await control.send(RedisCommand("CLIENT", "PAUSE", 60_000, "WRITE"))
            async let stuck = redisError { try await client.send(RedisCommand("SET", "a", 1)) }
            #expect(try await soon { try await control.blockedClients() == 1 })
            running.cancel()
            let error = await stuck
            #expect(error?.code == .shutdown)
            #expect(error?.outcomeUnknown == true)
            try await running.value
            _ = try await control.send(RedisCommand("CLIENT", "UNPAUSE"))
        }
    }

    @Test func `commands that wait for a server fail with shutdown, as not sent`() async throws {
        let server = try PrivateRedis()
        server.kill()
        let client = try makeRedis(server.url)
        let running = Task { try await client.run() }
        async let waiting = redisError { try await client.send(RedisCommand("PING")) }
        #expect(try await soon { client.state.lastFailure != nil })
        running.cancel()
        try await running.value
        let error = await waiting
        #expect(error?.code == .shutdown)
        #expect(error?.outcomeUnknown == false)
    }

    @Test func `stopping at any moment answers everyone`() async throws {
        for round in 0..<40 {
            let client = try makeRedis(configure: { $0.commandTimeout = .seconds(2) })
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await client.run() }
                for _ in 0..<20 {
                    group.addTask { _ = await redisError { try await client.send(RedisCommand("PING")) } }
                }
                for _ in 0..<round { await Task.yield() }
                group.cancelAll()
                try await group.waitForAll()
            }
            #expect(await redisError { try await client.send(RedisCommand("PING")) }?.code == .shutdown)
        }
    }
}
