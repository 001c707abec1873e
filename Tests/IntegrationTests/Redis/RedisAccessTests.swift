import Foundation
import Redis
import TestSupport
import Testing

@Suite struct RedisAccessTests {
    @Test func `a password is used, and a wrong one is reported`() async throws {
        let server = try PrivateRedis(options: ["--requirepass", "p@ss/word"])
        try await withRedis("redis://:p%40ss%2Fword@127.0.0.1:\(server.port)") { client in
            let reply = try await client.send(RedisCommand("PING"))
            #expect(reply == .simple("PONG"))
        }
        for url in ["redis://:wrong@127.0.0.1:\(server.port)", server.url] {
            try await withRedis(url, configure: { $0.commandTimeout = .seconds(1) }) { client in
                let noticed = try await soon { client.state.lastFailure != nil }
                #expect(noticed)
                let error = await redisError { try await client.send(RedisCommand("PING")) }
                #expect(error?.code == .notConnected)
                #expect(error?.message.contains("WRONGPASS") == true || error?.message.contains("NOAUTH") == true)
            }
        }
    }

    @Test func `a user of the access list is used`() async throws {
        let server = try PrivateRedis()
        try await withPrivateRedis(server) { admin in
            _ = try await admin.send(RedisCommand("ACL", "SETUSER", "worker", "on", ">secret", "~*", "+ping", "+acl|whoami"))
        }
        try await withRedis("redis://worker:secret@127.0.0.1:\(server.port)") { client in
            let reply = try await client.send(RedisCommand("ACL", "WHOAMI")).string
            #expect(reply == "worker")
            // INFO was refused to this user: known, but no reason to do without the server.
            #expect(client.state.isConnected && client.state.runID == nil)
            let error = await redisError { try await client.send(RedisCommand("GET", "x")) }
            #expect(error?.message.hasPrefix("NOPERM") == true)
        }
    }

    @Test func `a database is selected, again after a reconnection`() async throws {
        let server = try PrivateRedis()
        try await withPrivateRedis(server) { control in
            try await withRedis("\(server.url)/5") { client in
                _ = try await client.send(RedisCommand("SET", "where", "five"))
                #expect(try await control.send(RedisCommand("GET", "where")).isNull)
                try await control.killClients(named: client.configuration.clientName)
                #expect(try await soon { client.state.connects == 2 })
                #expect(try await client.send(RedisCommand("GET", "where")).string == "five")
            }
        }
    }

    @Test func `a database that does not exist is reported`() async throws {
        try await withRedis("\(TestServers.redisURL)/9999", configure: { $0.commandTimeout = .seconds(1) }) { client in
            let noticed = try await soon { client.state.lastFailure != nil }
            #expect(noticed)
            let error = await redisError { try await client.send(RedisCommand("PING")) }
            #expect(error?.code == .notConnected)
            #expect(error?.message.contains("DB index") == true)
        }
    }

    @Test func `a Unix socket is used`() async throws {
        let path = "/tmp/\(TestServers.uniquePrefix("s")).sock"
        let server = try PrivateRedis(options: ["--unixsocket", path])
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await withPrivateRedis(server) { control in
            _ = try await control.send(RedisCommand("SET", "k", "v"))
            for scheme in ["unix", "redis+unix"] {
                try await withRedis("\(scheme)://\(path)") { client in
                    let reply = try await client.send(RedisCommand("GET", "k")).string
                    #expect(reply == "v")
                }
            }
            try await withRedis("unix://\(path)?db=1") { client in
                let reply = try await client.send(RedisCommand("GET", "k"))
                #expect(reply.isNull)
            }
        }
    }
}
