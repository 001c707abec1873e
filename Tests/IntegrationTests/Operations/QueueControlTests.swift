import ByteJSON
import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrServices
import LeadrState
import LeadrStore
import Redis
import Synchronization
import TestSupport
import Testing

@Suite struct QueueControlTests {
    private let owner = WorkerIdentity(host: "h", processID: 42, instance: "i")

    @Test func `a pause holds on every shard until it is taken back, and both are on record`() async throws {
        try await OperationsBench.run { bench in
            try await bench.operations.control.setPaused(true, Queues.ranking, by: bench.actor)
            let paused = try await bench.operations.inspection.queue(Queues.ranking)
            #expect(paused.shards.allSatisfy(\.isPaused) && paused.shards.count == bench.state.keys.shards.count)
            try await bench.operations.control.setPaused(false, Queues.ranking, by: bench.actor)
            #expect(try await bench.operations.inspection.queue(Queues.ranking).total.isPaused == false)
            #expect(try await bench.audit().map(\.action) == ["queue.resume", "queue.pause"])
        }
    }

    @Test func `all workers of a process are made quiet, on every queue, and shown as such`() async throws {
        try await OperationsBench.run { bench in
            let name = try #require(WorkerName("h:42"))
            await #expect(throws: DomainError.notFound(entity: "Worker")) {
                _ = try await bench.operations.control.setQuiet(true, name, by: bench.actor)
            }
            #expect(try await bench.audit().isEmpty, "nothing was done to nobody")
            let second = WorkerIdentity(host: "h", processID: 42, instance: "j")
            let stranger = WorkerIdentity(host: "h", processID: 43, instance: "i")
            for (worker, queue) in [(owner, Queues.ranking), (second, Queues.geoIP), (stranger, Queues.ranking)] {
                let beat = WorkerBeat(identity: worker, startedAt: 0, concurrency: 1)
                _ = try await bench.engine.beat(beat, renewing: [], on: QueueAddress(queue), lease: .seconds(9))
            }
            let quiet = try await bench.operations.control.setQuiet(true, name, by: bench.actor)
            #expect(quiet.count == 2 && quiet.allSatisfy(\.worker.isQuiet))
            let shown = try await bench.operations.inspection.workers()
            #expect(shown.count == 3 && shown.count(where: \.worker.isQuiet) == 2)
            let one = try #require(WorkerName("h:42:i"))
            #expect(try await bench.operations.control.setQuiet(false, one, by: bench.actor).map(\.worker.isQuiet) == [false])
            #expect(try await bench.operations.inspection.workers().count(where: \.worker.isQuiet) == 1)
            #expect(try await bench.audit().map(\.action) == ["worker.resume", "worker.quiet"])
        }
    }

    @Test func `a drain ends when the last job is gone, and tells what is left`() async throws {
        try await OperationsBench.run { bench in
            let address = try await bench.enqueue(try await bench.submission())
            let token = ClaimToken()
            _ = try await bench.engine.claim(9, from: address, token: token, owner: owner, lease: .seconds(60))
            let control = bench.operations.control
            #expect(try await control.drain(Queues.ranking, timeout: .milliseconds(20), interval: .milliseconds(5)) == .timedOut(left: 1))
            let told = Mutex<[Int]>([])
            async let end = control.drain(Queues.ranking, timeout: .seconds(30), interval: .milliseconds(5)) { left in
                told.withLock { $0.append(left) }
            }
            _ = await eventually { told.withLock { $0 == [1] } }
            #expect(try await bench.engine.settle(token, on: address, []))
            #expect(try await end == .drained)
            #expect(told.withLock { $0 } == [1, 0])
        }
    }

    @Test func `a paused queue with waiting jobs cannot be drained, and says so at once`() async throws {
        try await OperationsBench.run { bench in
            _ = try await bench.enqueue(try await bench.submission())
            try await bench.operations.control.setPaused(true, Queues.ranking, by: bench.actor)
            #expect(try await bench.operations.control.drain(Queues.ranking, timeout: .seconds(60)) == .paused(left: 1))
        }
    }

    @Test func `draining a worker makes it quiet and waits for what it holds`() async throws {
        try await OperationsBench.run { bench in
            let address = try await bench.enqueue(try await bench.submission())
            let beat = WorkerBeat(identity: owner, startedAt: 0, concurrency: 1)
            _ = try await bench.engine.beat(beat, renewing: [], on: address, lease: .seconds(9))
            let token = ClaimToken()
            _ = try await bench.engine.claim(9, from: address, token: token, owner: owner, lease: .seconds(60))
            let told = Mutex<[Int]>([])
            let name = try #require(WorkerName("h:42"))
            async let end = bench.operations.control.drain(worker: name, timeout: .seconds(30), interval: .milliseconds(5), by: bench.actor) { left in
                told.withLock { $0.append(left) }
            }
            _ = await eventually { told.withLock { $0 == [1] } }
            _ = try await bench.engine.settle(token, on: address, [])
            #expect(try await end == .drained)
            _ = try await bench.enqueue(try await bench.submission())
            #expect(try await bench.engine.claim(9, from: address, token: ClaimToken(), owner: owner, lease: .seconds(60)) == nil)
        }
    }

    @Test func `a check tells what is broken, a repair mends it and is on record`() async throws {
        try await OperationsBench.run { bench in
            #expect(try await bench.operations.control.check(nil, repairs: false, by: bench.actor).isClean)
            let address = try await bench.enqueue(try await bench.submission())
            let base = "\(bench.state.keys.prefix){s\(address.shard)}:ranking"
            _ = try await bench.state.client.send(RedisCommand("HSET", .string(base + ":meta"), "n", "5"))
            let broken = try await bench.operations.control.check(Queues.ranking, repairs: false, by: bench.actor)
            #expect(!broken.isClean && broken.found.contains { $0.findings.map(\.code) == ["jobs"] })
            #expect(try await bench.operations.control.check(Queues.geoIP, repairs: false, by: bench.actor).isClean)
            #expect(try await bench.audit().isEmpty, "looking is no change")
            let mended = try await bench.operations.control.check(nil, repairs: true, by: bench.actor)
            #expect(mended.isClean && mended.found.contains { !$0.isClean })
            #expect(try await bench.operations.control.check(nil, repairs: false, by: bench.actor).isClean)
            let action = try #require(try await bench.audit().first)
            #expect(action.action == "queue.repair" && action.target == "all queues" && action.result?.object?["queues"]?.array?.count == 1)
        }
    }

    @Test func `jobs of all shards and places make one list whose pages fit together`() async throws {
        try await OperationsBench.run { bench in
            for _ in 0..<12 { _ = try await bench.enqueue(try await bench.submission()) }
            for address in bench.operations.directory.addresses(Queues.ranking) {
                _ = try await bench.engine.claim(1, from: address, token: ClaimToken(), owner: owner, lease: .seconds(60))
            }
            let inspection = bench.operations.inspection
            let whole = try await inspection.jobs(of: Queues.ranking, in: nil, limit: 100)
            #expect(Set(whole.map { $0.job?.id }).count == 12)
            var paged: [JobPicture] = []
            for first in stride(from: 0, to: 14, by: 5) { paged += try await inspection.jobs(of: Queues.ranking, in: nil, first: first, limit: 5) }
            #expect(paged == whole)
            let claimed = try await inspection.jobs(of: Queues.ranking, in: .claimed, limit: 100)
            #expect(!claimed.isEmpty && claimed.allSatisfy { $0.entry.claim?.owner == "h:42:i" })
            #expect(try await inspection.find(String(repeating: "0", count: 32)) == nil)
        }
    }

    @Test func `an action that failed is on record with its error, one that was interrupted as started`() async throws {
        try await OperationsBench.run { bench in
            let base = "\(bench.state.keys.prefix){s0}:ranking:meta"
            _ = try await bench.state.client.send(RedisCommand("SET", .string(base), "not a hash"))
            await #expect(throws: (any Error).self) { try await bench.operations.control.setPaused(true, Queues.ranking, by: bench.actor) }
            let failed = try #require(try await bench.audit().first)
            #expect(failed.status == "failed" && failed.action == "queue.pause")
            let store = OperatorActionStore(pool: bench.world.pool)
            let id = OperatorActionID(UUID())
            let now = SystemClock().now() + .seconds(60)
            try await store.begin(OperatorAction(id: id, at: now, actor: "a", action: "queue.pause", target: "ranking", parameters: [:]))
            #expect(try await bench.audit().first?.status == "started")
        }
    }
}
