import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrState
import LeadrStore
import Synchronization
import TestSupport
import Testing

@Suite struct OutboxStoreTests {
    private struct Fault: Error {}

    private func record(_ count: Int, in world: StoreWorld) async throws -> [StateKey] {
        var keys: [StateKey] = []
        for index in 0..<count {
            let key = StateKey(boardID: BoardID(UUID()), identityID: IdentityID(UUID()), isTest: index.isMultiple(of: 2))
            let event = OutboxEvent.stateChanged(key, id: UUID(), at: Timestamp(microseconds: Int64(index)))
            try await world.execute(
                "INSERT INTO outbox (id, event_name, payload, occurred_at) VALUES ($1, $2, $3::text::jsonb, now() + $4 * interval '1 ms')",
                [event.id, event.name, String(decoding: event.payload, as: UTF8.self), Int32(index)]
            )
            keys.append(key)
        }
        return keys
    }

    @Test func `events go out in order, once, and old ones are removed`() async throws {
        try await StoreWorld.run("outbox") { world in
            let keys = try await record(5, in: world)
            let store = OutboxStore(pool: world.pool)
            let seen = Mutex<[StateKey?]>([])
            let publish: @Sendable ([OutboxEvent]) -> Void = { events in seen.withLock { $0 += events.map { StateKey(stateChanged: $0.payload) } } }
            #expect(try await store.relay(limit: 3, publish) == 3)
            #expect(try await store.relay(limit: 3, publish) == 2)
            #expect(try await store.relay(limit: 3, publish) == 0)
            #expect(seen.withLock { $0 } == keys)
            #expect(try await store.prune(olderThan: .seconds(3600), limit: 10) == 0)
            #expect(try await store.prune(olderThan: .seconds(-3600), limit: 3) == 3)
            #expect(try await world.count("outbox") == 2)
        }
    }

    @Test func `events whose delivery fails stay, with the attempt and its error`() async throws {
        try await StoreWorld.run("outbox_fault") { world in
            _ = try await record(2, in: world)
            let store = OutboxStore(pool: world.pool)
            #expect(try await store.relay(limit: 10) { _ in throw Fault() } == 0)
            #expect(try await world.count("outbox WHERE published_at IS NULL AND attempts = 1 AND last_error LIKE '%Fault%'") == 2)
            #expect(try await store.relay(limit: 10) { _ in } == 2)
            #expect(try await world.count("outbox WHERE published_at IS NOT NULL AND last_error IS NULL") == 2)
        }
    }

    @Test func `two relays at once share the events`() async throws {
        try await StoreWorld.run("outbox_two") { world in
            _ = try await record(2, in: world)
            let store = OutboxStore(pool: world.pool)
            let others = Mutex(0)
            let own = try await store.relay(limit: 1) { _ in
                // The first event is locked now; a relay elsewhere, outside this transaction, takes the one behind it.
                let count = try await Task.detached { try await store.relay(limit: 2) { _ in } }.value
                others.withLock { $0 = count }
            }
            #expect(own == 1 && others.withLock { $0 } == 1)
        }
    }

    @Test func `a changed row becomes a job of the board state workers`() async throws {
        try await StoreWorld.run("outbox_relay") { world in
            let keys = try await record(3, in: world)
            let queue = InMemoryJobQueue()
            let relay = OutboxRelay(store: OutboxStore(pool: world.pool), queue: queue, shards: ShardMap(count: 1))
            try await relay.drain(batch: 2)
            let address = QueueAddress(Queues.boardState, shard: 0)
            let claim = try #require(
                try await queue.claim(10, from: address, token: ClaimToken(), owner: .current(), lease: .seconds(5))
            )
            let expected = keys.map { BoardStateJob.recomputeRatio(board: $0.boardID, identity: $0.identityID, isTest: $0.isTest).encoded() }
            #expect(Set(claim.jobs.map(\.payload)) == Set(expected))
        }
    }
}
