import Foundation
import Redis
import TestSupport
import Testing

/// A Redis Cluster of one test on loopback ports: some masters that share the slots evenly, and replicas of the first.
final class PrivateCluster: Sendable {
    /// The servers; the masters first.
    let servers: [PrivateRedis]
    private let masters: Int

    /// Addresses of all servers, as a client takes them.
    var url: String { "redis+cluster://" + servers.map { "127.0.0.1:\($0.port)" }.joined(separator: ",") }

    /// Starts the servers and waits until they agree.
    init(masters: Int = 3, replicas: Int = 0) async throws {
        self.masters = masters
        var servers: [PrivateRedis] = []
        for _ in 0..<masters + replicas { servers.append(try Self.startServer()) }
        self.servers = servers
        for (index, server) in servers.prefix(masters).enumerated() {
            let slots = index * 16_384 / masters...(index + 1) * 16_384 / masters - 1
            try await server.ask(RedisCommand("CLUSTER", "ADDSLOTSRANGE", .integer(Int64(slots.lowerBound)), .integer(Int64(slots.upperBound))))
            try await server.ask(RedisCommand("CLUSTER", "SET-CONFIG-EPOCH", .integer(Int64(index + 1))))
        }
        for server in servers.dropFirst(masters) {
            // A replica must never have had an epoch of its own.
            try await server.ask(RedisCommand("CLUSTER", "SET-CONFIG-EPOCH", 100))
        }
        for server in servers.dropFirst() { try await join(server) }
        try await agree(on: servers)
        for replica in servers.dropFirst(masters) { try await replicate(servers[0], by: replica) }
    }

    /// Starts one more server that belongs to the cluster and owns nothing.
    func addEmptyMaster() async throws -> PrivateRedis {
        let server = try Self.startServer()
        try await join(server)
        try await agree(on: servers + [server])
        return server
    }

    /// The server that owns a slot, by its own account.
    func owner(ofKey key: String) async throws -> PrivateRedis {
        for server in servers where server.processID != nil {
            if await redisError({ try await server.ask(RedisCommand("EXISTS", .string(key))) }) == nil { return server }
        }
        throw RedisError(.notConnected, "nobody owns the key")
    }

    private static func startServer() throws -> PrivateRedis {
        // The usual bus port, 10,000 above, may not exist.
        let bus = try FreePort.find()
        return try PrivateRedis(options: [
            "--cluster-enabled", "yes", "--cluster-port", "\(bus)", "--cluster-node-timeout", "1500", "--repl-diskless-sync-delay", "0",
            "--cluster-replica-validity-factor", "0",
        ])
    }

    private func join(_ server: PrivateRedis) async throws {
        let bus = try await servers[0].ask(RedisCommand("CONFIG", "GET", "cluster-port")).array?.last?.string ?? ""
        try await server.ask(RedisCommand("CLUSTER", "MEET", "127.0.0.1", .string("\(servers[0].port)"), .string(bus)))
    }

    private func agree(on members: [PrivateRedis]) async throws {
        let agreed = try await soon {
            for server in members {
                let info = try await server.ask(RedisCommand("CLUSTER", "INFO")).string ?? ""
                guard info.contains("cluster_state:ok"), info.contains("cluster_known_nodes:\(members.count)") else { return false }
            }
            return true
        }
        #expect(agreed)
    }

    private func replicate(_ master: PrivateRedis, by replica: PrivateRedis) async throws {
        try await replica.ask(RedisCommand("CLUSTER", "REPLICATE", .string(try await master.nodeID())))
        let isLinked = try await soon {
            let info = try await replica.ask(RedisCommand("INFO", "replication")).string ?? ""
            // Every server must know of the replica, or the failover finds too few votes.
            var known = 0
            for server in servers {
                let nodes = try await server.ask(RedisCommand("CLUSTER", "NODES")).string ?? ""
                if nodes.contains("slave \(try await master.nodeID())") { known += 1 }
            }
            return info.contains("master_link_status:up") && known == servers.count
        }
        #expect(isLinked)
    }
}

extension PrivateRedis {
    /// Asks this server itself, whatever it thinks of the key.
    @discardableResult
    func ask(_ command: RedisCommand) async throws -> RedisValue {
        try await askServer(url, command)
    }

    /// Its name in a cluster.
    func nodeID() async throws -> String {
        try #require(try await ask(RedisCommand("CLUSTER", "MYID")).string)
    }
}

/// Asks one server on a connection of its own, which needs no service; waits while the server starts.
func askServer(_ url: String, _ command: RedisCommand) async throws -> RedisValue {
    let connection = try makeRedis(url).makeBlockingConnection()
    defer { connection.close() }
    var answer: Result<RedisValue, RedisError> = .failure(RedisError(.notConnected, "never asked"))
    _ = await eventually(within: .seconds(20)) {
        do throws(RedisError) {
            answer = .success(try await connection.send(command, timeout: .seconds(10)))
            return true
        } catch {
            answer = .failure(error)
            if case .server = error.code { return true }
            return false
        }
    }
    return try answer.get()
}
