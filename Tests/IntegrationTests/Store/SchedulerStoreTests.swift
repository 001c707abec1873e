import Foundation
import LeadrDomain
import LeadrStore
import Postgres
import TestSupport
import Testing

@Suite struct SchedulerStoreTests {
    @Test func `one of many takes a free lease and keeps its term by renewing`() async throws {
        try await StoreWorld.run("sched") { world in
            let store = SchedulerStore(pool: world.pool)
            let terms = try await withThrowingTaskGroup(of: (String, Int64?).self) { group in
                for index in 0..<6 {
                    group.addTask {
                        ("p\(index)", try await store.attemptLease("leader", owner: "p\(index)", term: nil, timeToLive: .seconds(60)).term)
                    }
                }
                return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            #expect(terms.values.map { $0 } == [1])
            let owner = try #require(terms.keys.first)
            #expect(try await store.attemptLease("leader", owner: owner, term: 1, timeToLive: .seconds(60)).term == 1)
            // A process that forgot its term gets a new one, so that what it started before can be told apart.
            #expect(try await store.attemptLease("leader", owner: owner, term: nil, timeToLive: .seconds(60)).term == 2)
        }
    }

    @Test func `a released or expired lease goes to the next with a higher term`() async throws {
        try await StoreWorld.run("sched") { world in
            let store = SchedulerStore(pool: world.pool)
            #expect(try await store.attemptLease("leader", owner: "a", term: nil, timeToLive: .seconds(60)).term == 1)
            try await store.releaseLease("leader", owner: "a", term: 1)
            #expect(try await store.attemptLease("leader", owner: "b", term: nil, timeToLive: .zero).term == 2)
            #expect(try await store.attemptLease("leader", owner: "a", term: 1, timeToLive: .seconds(60)).term == 3)
            #expect(try await store.attemptLease("leader", owner: "b", term: 2, timeToLive: .seconds(60)).term == nil)
        }
    }

    @Test func `a slot runs once and only under the present term`() async throws {
        try await StoreWorld.run("sched") { world in
            let store = SchedulerStore(pool: world.pool)
            let term = try #require(try await store.attemptLease("leader", owner: "a", term: nil, timeToLive: .seconds(60)).term)
            #expect(try await store.beginSlot(7, of: "task", lease: "leader", term: term, owner: "a"))
            #expect(try await store.beginSlot(7, of: "task", lease: "leader", term: term, owner: "a") == false)
            #expect(try await store.beginSlot(8, of: "task", lease: "leader", term: term + 1, owner: "b") == false)
            try await store.abandonSlot(7, of: "task", term: term)
            #expect(try await store.beginSlot(7, of: "task", lease: "leader", term: term, owner: "a"))
            try await store.finishSlot(7, of: "task", term: term, outcome: "succeeded", attempts: 1, error: nil)
            #expect(try await store.latestSlot(of: "task") == 7)
            #expect(try await store.latestSlot(of: "other") == nil)
        }
    }

    @Test func `boards end when their time is over`() async throws {
        try await StoreWorld.run("sched") { world in
            let now = SystemClock().now()
            let (over, running, open) = (try await world.board(), try await world.board(), try await world.board())
            try await world.execute("UPDATE boards SET ends_at = $2 WHERE id = $1", [over, now])
            try await world.execute("UPDATE boards SET ends_at = $2 WHERE id = $1", [running, now + .seconds(60)])
            #expect(try await BoardExpiry(pool: world.pool).expire(now: now) == [over])
            #expect(try await BoardExpiry(pool: world.pool).expire(now: now).isEmpty)
            #expect(try await world.count("boards WHERE is_active") == 2)
            _ = open
        }
    }

    @Test func `relays share the outbox and what fails stays with its reason`() async throws {
        try await StoreWorld.run("outbox") { world in
            let now = SystemClock().now()
            let events = (0..<20).map { OutboxEvent(id: UUID(), name: "n\($0)", payload: Array("{}".utf8), occurredAt: now) }
            _ = try await world.pool.query(OutboxSQL.insert(events))
            let outbox = OutboxStore(pool: world.pool)
            let seen = try await withThrowingTaskGroup(of: [UUID].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var taken: [UUID] = []
                        _ = try await outbox.relay(limit: 5) { events in
                            taken = events.map(\.id)
                            return [:]
                        }
                        return taken
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(Set(seen).count == seen.count)
            while try await outbox.relay(limit: 5, { _ in [:] }) > 0 {}
            #expect(try await outbox.backlog().count == 0)
            let failing = OutboxEvent(id: UUID(), name: "f", payload: Array("{}".utf8), occurredAt: now)
            _ = try await world.pool.query(OutboxSQL.insert([failing]))
            _ = try await outbox.relay(limit: 5) { [$0[0].id: "no route"] }
            #expect(try await outbox.backlog().count == 1)
            #expect(try await world.count("outbox WHERE last_error = 'no route' AND attempts = 1") == 1)
            #expect(try await outbox.deletePublished(before: SystemClock().now() + .seconds(60)) == 20)
        }
    }

    @Test func `a dead submission is kept without its address until somebody decides`() async throws {
        try await StoreWorld.run("dead") { world in
            let board = try await world.board()
            var job = world.job(board, IdentityID(UUID()), 1)
            job.clientIP = "203.0.113.7"
            let store = DeadSubmissionStore(pool: world.pool)
            try await store.insert([DeadSubmission(job: job, queue: "ranking", error: "boom", deliveries: 5)])
            let open = try await store.open(limit: 10)
            #expect(open.map(\.job) == [job.withoutClientIP()])
            #expect(open.map(\.error) == ["boom"])
            try await store.resolve([job.eventID], as: "dropped")
            #expect(try await store.open(limit: 10).isEmpty)
            try await store.insert([DeadSubmission(job: job, queue: "ranking", error: "again", deliveries: 6)])
            #expect(try await store.open(limit: 10).map(\.error) == ["again"])
        }
    }
}
