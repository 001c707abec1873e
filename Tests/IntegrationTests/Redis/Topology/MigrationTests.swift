import Foundation
import JobQueue
import Redis
import TestSupport
import Testing

/// A slot that is handed over from one master to another while clients use it.
@Suite struct MigrationTests {
    /// The slot of the tag `{s2}`, which the first of three masters owns.
    private static let slot: RedisArgument = 2843

    private func begin(from source: PrivateRedis, to target: PrivateRedis) async throws {
        try await target.ask(RedisCommand("CLUSTER", "SETSLOT", Self.slot, "IMPORTING", .string(try await source.nodeID())))
        try await source.ask(RedisCommand("CLUSTER", "SETSLOT", Self.slot, "MIGRATING", .string(try await target.nodeID())))
    }

    private func moveKeys(_ limit: Int64, from source: PrivateRedis, to target: PrivateRedis) async throws {
        let keys = try await source.ask(RedisCommand("CLUSTER", "GETKEYSINSLOT", Self.slot, .integer(limit))).array ?? []
        guard !keys.isEmpty else { return }
        let names = keys.compactMap(\.bytes).map(RedisArgument.bytes)
        let head: [RedisArgument] = ["127.0.0.1", .string("\(target.port)"), "", 0, 5000, "KEYS"]
        #expect(try await source.ask(RedisCommand("MIGRATE", head + names)) == .simple("OK"))
    }

    private func finish(from source: PrivateRedis, to target: PrivateRedis) async throws {
        let node = RedisArgument.string(try await target.nodeID())
        for server in [target, source] { try await server.ask(RedisCommand("CLUSTER", "SETSLOT", Self.slot, "NODE", node)) }
    }

    @Test func `keys are found on both sides while the slot is on its way, and on the new one afterwards`() async throws {
        let cluster = try await PrivateCluster()
        // It owns no slot yet, so that only ASK can tell of it; and it lacks the functions.
        let (source, target) = (cluster.servers[0], try await cluster.addEmptyMaster())
        let code = "redis.register_function('mig_put', function(keys, args) return redis.call('APPEND', keys[1], args[1]) end)"
        let library = RedisFunctionLibrary(name: "mig", source: "#!lua name=mig\n\(code)")
        try await withRedis(cluster.url) { client in
            let names = (0..<10).map { "k\($0){s2}" }
            for name in names { _ = try await client.send(RedisCommand("SET", .string(name), .string(name))) }
            try await client.load(library)
            try await begin(from: source, to: target)
            try await moveKeys(5, from: source, to: target)
            let half = try await client.pipeline(names.map { RedisCommand("GET", .string($0)) })
            #expect(half.map(\.string) == names)
            #expect(try await client.call("mig_put", in: library, keys: ["new{s2}"], arguments: ["abc"]) == .integer(3))
            #expect(try await source.ask(RedisCommand("CLUSTER", "COUNTKEYSINSLOT", Self.slot)).int == 5)
            #expect(try await target.ask(RedisCommand("CLUSTER", "COUNTKEYSINSLOT", Self.slot)).int == 6)
            try await moveKeys(100, from: source, to: target)
            try await finish(from: source, to: target)
            for name in names { #expect(try await client.send(RedisCommand("GET", .string(name))).string == name) }
            let life = try await target.ask(RedisCommand("INFO", "server")).string ?? ""
            #expect(try await soon { client.serverLife(forKey: "{s2}").map { life.contains("run_id:\($0)") } == true })
        }
    }

    @Test func `queue functions wait while their slot is on its way, and never see half of their keys`() async throws {
        let cluster = try await PrivateCluster()
        let (source, target) = (cluster.servers[0], cluster.servers[1])
        try await withRedis(cluster.url) { client in
            let driver = RedisJobQueue(client: client, prefix: "mig:")
            let queue = QueueAddress("first", shard: 2)
            let jobs = (0..<20).map { Job(id: UUID(), tenant: .system, enqueuedAt: $0, payload: []) }
            try await driver.enqueue(Array(jobs.prefix(10)), on: queue, limits: nil)
            let before = try await driver.statistics(of: queue)

            let waiting = client.makeBlockingConnection()
            // Nobody but this connection pops the marker, so it waits through the hand-over.
            async let popped = waiting.send(RedisCommand("BLPOP", "marker{s2}", 0), timeout: .seconds(60))
            #expect(try await soon { try await source.ask(RedisCommand("INFO", "clients")).string?.contains("blocked_clients:1") == true })

            try await begin(from: source, to: target)
            let impatient = try makeRedis(cluster.url) { $0.commandTimeout = .milliseconds(500) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await impatient.run() }
                let hasty = RedisJobQueue(client: impatient, prefix: "mig:")
                for keys in [Int64(0), 1, 1] {
                    if keys > 0 { try await moveKeys(keys, from: source, to: target) }
                    let error = await #expect(throws: QueueError.self) { try await hasty.enqueue([jobs[10]], on: queue, limits: nil) }
                    #expect(error?.code == .unavailable)
                    await #expect(throws: QueueError.self) { try await hasty.statistics(of: queue) }
                }
                group.cancelAll()
            }
            async let late: Void = driver.enqueue(Array(jobs.suffix(10)), on: queue, limits: nil)
            try await moveKeys(100, from: source, to: target)
            try await finish(from: source, to: target)
            try await late
            let after = try await driver.statistics(of: queue)
            #expect(after.ready == before.ready + 10 && after.enqueuedTotal == 20)
            let owner = WorkerIdentity(host: "h", processID: 1, instance: "i")
            let claim = try await driver.claim(100, from: queue, token: ClaimToken(), owner: owner, lease: .seconds(9))
            #expect(claim?.jobs.map(\.id) == jobs.map(\.id))

            _ = try await client.send(RedisCommand("RPUSH", "marker{s2}", "here"))
            #expect(try await popped.array?.last?.string == "here")
        }
    }
}
