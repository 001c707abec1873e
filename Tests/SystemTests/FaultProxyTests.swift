import Logging
import NIOPosix
import Redis
import TestSupport
import Testing

extension SystemTests {
    /// The tool that the fault tests trust.
    @Suite struct FaultProxyTests {
        @Test func `a silent proxy delivers nothing until it is healed, and then what it was sent`() async throws {
            try await withProxy { client, proxy in
                await proxy.hold()
                await #expect(throws: RedisError.self) { try await client.send(RedisCommand("INCR", "counter")) }
                await proxy.heal()
                let arrives = await eventually { (try? await client.send(RedisCommand("GET", "counter")).int) == 1 }
                #expect(arrives, "the late command arrives, once")
            }
        }

        @Test func `a slow proxy delivers late, and in order`() async throws {
            try await withProxy { client, proxy in
                await proxy.slowDown(by: .milliseconds(100))
                let asked = ContinuousClock.now
                let replies = try await client.pipeline((0..<10).map { _ in RedisCommand("INCR", "counter") })
                #expect(replies.compactMap(\.int) == Array(1...10))
                #expect(ContinuousClock.now - asked >= .milliseconds(200), "there and back")
            }
        }

        @Test func `a trap catches one message, before it arrives, even when it is cut in two`() async throws {
            try await withProxy { client, proxy in
                let trap = await proxy.trap("needle", from: .client, reaction: .cut)
                // Larger than what a socket delivers at once, so that the text lies on a border somewhere.
                let hay = String(repeating: "hay", count: 100_000)
                _ = try await client.send(RedisCommand("SET", "safe", .string(hay)))
                #expect(trap.hits == 0)
                await #expect(throws: RedisError.self) { try await client.send(RedisCommand("SET", "caught", .string(hay + "needle"))) }
                #expect(trap.hits == 1)
                try #require(await eventually { (try? await client.send(RedisCommand("PING"))) != nil })
                let caught = try await client.send(RedisCommand("EXISTS", "caught"))
                #expect(caught.int == 0)
            }
        }

        @Test func `a refusing proxy lets nobody in, and counts the attempts`() async throws {
            try await withProxy { client, proxy in
                await proxy.refuse()
                let before = await proxy.attempts.count
                #expect(await eventually { await proxy.attempts.count >= before + 3 }, "the client tries again and again")
                await #expect(throws: RedisError.self) { try await client.send(RedisCommand("PING")) }
                await proxy.heal()
                #expect(await eventually { (try? await client.send(RedisCommand("PING"))) != nil })
            }
        }

        private func withProxy(_ body: @Sendable (RedisClient, FaultProxy) async throws -> Void) async throws {
            let server = try PrivateRedis()
            let proxy = try await FaultProxy(to: server.port)
            var configuration = try RedisConfiguration(url: "redis://127.0.0.1:\(proxy.port)")
            configuration.commandTimeout = .milliseconds(500)
            let client = RedisClient(
                configuration: configuration,
                eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
                logger: Logger(label: "test")
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await client.run() }
                try #require(await eventually { (try? await client.send(RedisCommand("PING"))) != nil })
                try await body(client, proxy)
                group.cancelAll()
            }
            await proxy.close()
        }
    }
}
