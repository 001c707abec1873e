import Foundation
import JobQueue
import Redis
import TestSupport
import Testing

/// Masters that die or step down, under Sentinel and in a cluster. Claims, blocking pops and subscriptions have to go on by themselves.
@Suite struct FailoverTests {
    private func configure(_ configuration: inout RedisConfiguration) {
        configuration.commandTimeout = .seconds(2)
        configuration.connectTimeout = .seconds(2)
        configuration.subscriptionPing = .seconds(1)
        configuration.masterCheck = .milliseconds(500)
    }

    @Test func `a cluster goes on after the master of a queue was killed`() async throws {
        let cluster = try await PrivateCluster(replicas: 1)
        try await withRedis(cluster.url, configure: configure) { client in
            try await QueueLoop.run(client) { loop in
                #expect(await loop.works())
                #expect(await loop.hears())
                let life = try #require(client.serverLife(forKey: QueueLoop.tag))
                let other = client.serverLife(forKey: "{s3}")
                cluster.servers[0].kill()
                #expect(await loop.works())
                #expect(await loop.hears())
                #expect(try await soon { client.serverLife(forKey: QueueLoop.tag).map { $0 != life } == true })
                #expect(client.serverLife(forKey: "{s3}") == other)
                // The former master comes back as a replica, and nothing stops.
                try cluster.servers[0].start()
                #expect(await loop.works())
            }
        }
    }

    @Test func `behind Sentinel everything goes on with the new master`() async throws {
        let servers = try await PrivateSentinels(sentinels: 3)
        try await withRedis(servers.url, configure: configure) { client in
            try await QueueLoop.run(client) { loop in
                #expect(await loop.works())
                #expect(await loop.hears())
                let life = try #require(client.serverLife(forKey: QueueLoop.tag))
                servers.master.kill()
                #expect(await loop.works())
                #expect(await loop.hears())
                #expect(client.serverLife(forKey: QueueLoop.tag).map { $0 != life } == true)
            }
        }
    }

    @Test func `a write that a demoted master refuses is done by its successor, and a blocking pop follows`() async throws {
        let servers = try await PrivateSentinels(sentinels: 1)
        try await withRedis(servers.url) { client in
            #expect(try await client.send(RedisCommand("SET", "before", 1)) == .simple("OK"))
            let blocking = client.makeBlockingConnection()
            async let unblocked = redisError { try await blocking.send(RedisCommand("BLPOP", "wake", 0), timeout: .seconds(60)) }
            #expect(try await soon { try await client.blockedClients() == 1 })
            try await servers.replica.ask(RedisCommand("REPLICAOF", "NO", "ONE"))
            try await servers.master.ask(RedisCommand("REPLICAOF", "127.0.0.1", .string("\(servers.replica.port)")))
            #expect(await unblocked?.isUnavailable == true)
            async let single = client.send(RedisCommand("INCR", "counter"))
            async let several = client.pipeline([RedisCommand("INCR", "other"), RedisCommand("PING")])
            let sentinel = servers.sentinels[0]
            try await sentinel.ask(RedisCommand("SENTINEL", "REMOVE", "games"))
            try await sentinel.ask(RedisCommand("SENTINEL", "MONITOR", "games", "127.0.0.1", .string("\(servers.replica.port)"), 1))
            #expect(try await single == .integer(1))
            #expect(try await several == [.integer(1), .simple("PONG")])
            #expect(try await servers.replica.ask(RedisCommand("GET", "counter")).int == 1)

            async let popped = blocking.send(RedisCommand("BLPOP", "wake", 0), timeout: .seconds(60))
            _ = try await client.send(RedisCommand("RPUSH", "wake", "token"))
            #expect(try await popped.array?.last?.string == "token")
        }
    }

    @Test(arguments: [false, true])
    func `a master that was cut off from the sentinels is left, although it still answers`(isKnownElsewhere: Bool) async throws {
        let servers = try await PrivateSentinels(sentinels: 1)
        try await withRedis(servers.url, configure: configure) { client in
            try await QueueLoop.run(client) { loop in
                #expect(await loop.works())
                let life = try #require(client.serverLife(forKey: QueueLoop.tag))
                try await servers.replica.ask(RedisCommand("REPLICAOF", "NO", "ONE"))
                let sentinel = servers.sentinels[0]
                try await sentinel.ask(RedisCommand("SENTINEL", "REMOVE", "games"))
                try await sentinel.ask(RedisCommand("SENTINEL", "MONITOR", "games", "127.0.0.1", .string("\(servers.replica.port)"), 1))
                // Another connection of the same client may learn of the new master before its watch looks.
                if isKnownElsewhere { _ = try await client.makeBlockingConnection().send(RedisCommand("PING"), timeout: .seconds(10)) }
                #expect(try await soon { client.serverLife(forKey: QueueLoop.tag).map { $0 != life } == true })
                #expect(await loop.works())
                #expect(await loop.hears())
                #expect(try await servers.master.ask(RedisCommand("CLIENT", "LIST")).string?.contains(client.configuration.clientName) == false)
            }
        }
    }

    @Test func `servers and sentinels have passwords of their own`() async throws {
        let server = try PrivateRedis(options: ["--requirepass", "forServers"])
        let sentinel = try SentinelProcess(
            watching: server.port,
            quorum: 1,
            further: ["requirepass forSentinels", "sentinel auth-pass games forServers"]
        )
        let address = "127.0.0.1:\(sentinel.port)/games"
        try await withRedis("redis+sentinel://:forServers@\(address)?sentinel_password=forSentinels") { client in
            let reply = try await client.send(RedisCommand("PING"))
            #expect(reply == .simple("PONG"))
        }
        try await withRedis("redis+sentinel://:forServers@\(address)", configure: { $0.commandTimeout = .milliseconds(500) }) { client in
            let error = await redisError { try await client.send(RedisCommand("PING")) }
            #expect(error?.code == .notConnected && error?.message.contains("NOAUTH") == true)
            #expect(error?.message.contains("forServers") == false)
        }
    }

    @Test func `a sentinel that does not know the master is named, and nothing is sent`() async throws {
        let servers = try await PrivateSentinels(sentinels: 1)
        let url = servers.url.replacing("/games", with: "/other")
        try await withRedis(url, configure: { $0.commandTimeout = .milliseconds(300) }) { client in
            let isKnown = try await soon { client.state.lastFailure?.contains("does not know a master") == true }
            #expect(isKnown)
            #expect(await redisError { try await client.send(RedisCommand("PING")) }?.code == .notConnected)
        }
    }

    @Test func `killing every client of a single server stops neither claims nor a subscription`() async throws {
        let server = try PrivateRedis()
        try await withPrivateRedis(server, configure: configure) { client in
            try await QueueLoop.run(client) { loop in
                #expect(await loop.works())
                for kind in ["normal", "pubsub"] as [RedisArgument] {
                    try await server.ask(RedisCommand("CLIENT", "KILL", "TYPE", kind))
                    #expect(await loop.works())
                    #expect(await loop.hears())
                }
            }
        }
    }
}
