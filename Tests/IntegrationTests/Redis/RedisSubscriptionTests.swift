import Foundation
import Redis
import TestSupport
import Testing

@Suite struct RedisSubscriptionTests {
    private let channel = TestServers.uniquePrefix("channel")

    @Test func `messages arrive in order, on each channel`() async throws {
        try await withRedis { client in
            let other = channel + "_other"
            var events = client.subscribe(to: [channel, other]).makeAsyncIterator()
            #expect(await events.next() == .subscribed(channel: channel))
            #expect(await events.next() == .subscribed(channel: other))
            for number in UInt8(0)..<50 {
                let target = number.isMultiple(of: 2) ? channel : other
                _ = try await client.send(RedisCommand("PUBLISH", .string(target), .bytes([number])))
            }
            for number in UInt8(0)..<50 {
                #expect(await events.next() == .message(channel: number.isMultiple(of: 2) ? channel : other, payload: [number]))
            }
        }
    }

    @Test func `a killed connection is reported and subscribed again`() async throws {
        try await withRedis { client in
            var events = client.subscribe(to: [channel]).makeAsyncIterator()
            for round in UInt8(0)..<3 {
                #expect(await events.next() == .subscribed(channel: channel))
                _ = try await client.send(RedisCommand("PUBLISH", .string(channel), .bytes([round])))
                #expect(await events.next() == .message(channel: channel, payload: [round]))
                try await client.killClients(named: client.configuration.clientName, containing: "cmd=subscribe")
                #expect(await events.next() == .disconnected)
            }
        }
    }

    @Test func `a server that stops answering is noticed, and used again when it returns`() async throws {
        let server = try PrivateRedis()
        let configure: (inout RedisConfiguration) -> Void = {
            $0.subscriptionPing = .milliseconds(100)
            $0.connectTimeout = .milliseconds(300)
        }
        try await withPrivateRedis(server, configure: configure) { client in
            var events = client.subscribe(to: [channel]).makeAsyncIterator()
            #expect(await events.next() == .subscribed(channel: channel))
            let process = try #require(server.processID)
            kill(process, SIGSTOP)
            #expect(await events.next() == .disconnected)
            kill(process, SIGCONT)
            var event = await events.next()
            while event == .disconnected { event = await events.next() }
            #expect(event == .subscribed(channel: channel))
        }
    }

    @Test func `pings keep a quiet subscription`() async throws {
        try await withRedis(configure: { $0.subscriptionPing = .milliseconds(500) }) { client in
            var events = client.subscribe(to: [channel]).makeAsyncIterator()
            #expect(await events.next() == .subscribed(channel: channel))
            let pinged = try await soon {
                try await client.clientList(containing: "name=\(client.configuration.clientName) ").contains { $0.contains("cmd=ping") }
            }
            #expect(pinged)
            _ = try await client.send(RedisCommand("PUBLISH", .string(channel), "still here"))
            #expect(await events.next() == .message(channel: channel, payload: Array("still here".utf8)))
        }
    }

    @Test func `a reader that is too slow learns that it missed messages`() async throws {
        try await withRedis(configure: { $0.subscriptionBuffer = 10 }) { client in
            var events = client.subscribe(to: [channel]).makeAsyncIterator()
            #expect(await events.next() == .subscribed(channel: channel))
            for number in UInt8(0)..<50 {
                _ = try await client.send(RedisCommand("PUBLISH", .string(channel), .bytes([number])))
            }
            for number in UInt8(0)..<10 {
                #expect(await events.next() == .message(channel: channel, payload: [number]))
            }
            #expect(await events.next() == .disconnected)
            #expect(await events.next() == .subscribed(channel: channel))
        }
    }

    @Test func `cancelling the reader ends the sequence and closes the socket`() async throws {
        try await withRedis { client in
            let subscription = client.subscribe(to: [channel])
            let (seen, continuation) = AsyncStream<RedisSubscriptionEvent>.makeStream()
            let reader = Task {
                for await event in subscription { continuation.yield(event) }
                continuation.finish()
            }
            var events = seen.makeAsyncIterator()
            #expect(await events.next() == .subscribed(channel: channel))
            reader.cancel()
            #expect(await events.next() == nil)
            let left = try await soon { try await subscribers(client) == 0 }
            #expect(left)
        }
    }

    @Test func `a subscription nobody holds any more closes its socket`() async throws {
        try await withRedis { client in
            do {
                var events = client.subscribe(to: [channel]).makeAsyncIterator()
                #expect(await events.next() == .subscribed(channel: channel))
            }
            let left = try await soon { try await subscribers(client) == 0 }
            #expect(left)
        }
    }

    @Test func `a refused channel does not spin and stays an attempt`() async throws {
        let server = try PrivateRedis()
        try await withPrivateRedis(server) { admin in
            _ = try await admin.send(RedisCommand("ACL", "SETUSER", "deaf", "on", ">x", "~*", "+@all", "resetchannels"))
            let client = try makeRedis("redis://deaf:x@127.0.0.1:\(server.port)")
            let reader = Task {
                var events = client.subscribe(to: ["c"]).makeAsyncIterator()
                return (await events.next(), await events.next())
            }
            let outcome = await reader.value
            #expect(outcome.0 == .disconnected && outcome.1 == .disconnected)
        }
    }

    private func subscribers(_ client: RedisClient) async throws -> Int64? {
        try await client.send(RedisCommand("PUBSUB", "NUMSUB", .string(channel))).array?.last?.int
    }
}
