import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrServices
import LeadrState
import LeadrStore
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite struct OutboxStoreTests {
    private struct Fault: Error {}

    private func record(_ count: Int, in world: StoreWorld) async throws -> [StateKey] {
        var keys: [StateKey] = []
        for index in 0..<count {
            let key = StateKey(boardID: BoardID(UUID()), identityID: IdentityID(UUID()), isTest: index.isMultiple(of: 2))
            let event = OutboxEvent.stateChanged(key, id: UUID(), at: Timestamp(microseconds: Int64(index)), tenant: nil)
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
            let publish: OutboxStore.Publisher = { events, _ in
                seen.withLock { $0 += events.map { $0.stateKey } }
                return []
            }
            #expect(try await store.relay(limit: 3, publish) == 3)
            #expect(try await store.relay(limit: 3, publish) == 2)
            #expect(try await store.relay(limit: 3, publish) == 0)
            #expect(seen.withLock { $0 } == keys)
            #expect(try await store.prune(olderThan: .seconds(3600), chunk: 10) == 0)
            _ = try await record(1, in: world)
            #expect(try await store.prune(olderThan: .seconds(-3600), chunk: 2) == 5, "chunk after chunk")
            #expect(try await world.count("outbox") == 1, "what was not sent stays")
        }
    }

    @Test func `events whose delivery fails stay, with the attempt and its error`() async throws {
        try await StoreWorld.run("outbox_fault") { world in
            _ = try await record(2, in: world)
            let store = OutboxStore(pool: world.pool)
            #expect(try await store.relay(limit: 10) { _, _ in throw Fault() } == 0)
            #expect(try await world.count("outbox WHERE published_at IS NULL AND attempts = 1 AND last_error LIKE '%Fault%'") == 2)
            #expect(try await store.relay(limit: 10) { _, _ in [] } == 2)
            #expect(try await world.count("outbox WHERE published_at IS NOT NULL AND last_error IS NULL") == 2)
        }
    }

    @Test func `what cannot be handed on yet stays, and is not taken again when it is excepted`() async throws {
        try await StoreWorld.run("outbox_late") { world in
            _ = try await record(3, in: world)
            let store = OutboxStore(pool: world.pool)
            let late = Mutex<Set<UUID>>([])
            let count = try await store.relay(limit: 2) { events, _ in
                late.withLock { $0 = [events[0].id] }
                return [events[0].id]
            }
            #expect(count == 2)
            #expect(try await world.count("outbox WHERE published_at IS NULL") == 2)
            #expect(try await store.relay(limit: 2, except: late.withLock { $0 }) { _, _ in [] } == 1)
            #expect(try await store.relay(limit: 2) { _, _ in [] } == 1, "it comes up the next time")
        }
    }

    @Test func `two relays at once share the events`() async throws {
        try await StoreWorld.run("outbox_two") { world in
            _ = try await record(2, in: world)
            let store = OutboxStore(pool: world.pool)
            let others = Mutex(0)
            let own = try await store.relay(limit: 1) { _, _ in
                // The first event is locked now; a relay elsewhere, outside this transaction, takes the one behind it.
                let count = try await Task.detached { try await store.relay(limit: 2) { _, _ in [] } }.value
                others.withLock { $0 = count }
                return []
            }
            #expect(own == 1 && others.withLock { $0 } == 1)
        }
    }

    /// Runs `body` with a relay to a queue in memory, and a look at what it took in since the last look.
    private func withRelay(
        _ topic: String,
        _ body: @Sendable (StoreWorld, OutboxRelay, WorkMarks, @Sendable () async throws -> [BoardStateJob]) async throws -> Void
    ) async throws {
        try await StoreWorld.run(topic) { world in
            try await withRedisState(shards: 1) { state in
                let queue = InMemoryJobQueue()
                let marks = WorkMarks(redis: state.client, keys: state.keys)
                let relay = OutboxRelay(pool: world.pool, redis: state.client, keys: state.keys, queue: queue, logger: state.logger)
                try await body(world, relay, marks) {
                    let address = QueueAddress(Queues.boardState, shard: 0)
                    let claim = try await queue.claim(1000, from: address, token: ClaimToken(), owner: .current(), lease: .seconds(5))
                    return try claim?.jobs.map { try BoardStateJob(decoding: $0.payload) } ?? []
                }
            }
        }
    }

    @Test func `events become jobs of the board state workers`() async throws {
        try await withRelay("outbox_relay") { world, relay, _, jobs in
            let keys = try await record(3, in: world)
            let (key, board) = (keys[0], BoardID(UUID()))
            let now = Timestamp(microseconds: 0)
            let others: [OutboxEvent] = [
                .scoresModerated(key, id: UUID(), at: now, tenant: world.accountID),
                .rankingChanged(board, id: UUID(), at: now, tenant: world.accountID),
                .ratioChanged(board, id: UUID(), at: now, tenant: world.accountID),
            ]
            _ = try await world.pool.query(OutboxSQL.insert(others))
            try await relay.drain(batch: 2)
            let ratios = keys.map { BoardStateJob.recomputeRatio(board: $0.boardID, identity: $0.identityID, isTest: $0.isTest) }
            let moderated = BoardStateJob.recomputeState(board: key.boardID, identity: key.identityID, isTest: key.isTest)
            #expect(Set(try await jobs()) == Set(ratios + [moderated, .applyRanking(board), .recomputeRatioBoard(board)]))
            #expect(try await world.outbox().isEmpty)
        }
    }

    @Test func `a hundred changes of one row cause one job until it is claimed, and then another`() async throws {
        try await withRelay("outbox_coalesce") { world, relay, marks, jobs in
            let key = StateKey(boardID: BoardID(UUID()), identityID: IdentityID(UUID()), isTest: false)
            @Sendable func change(_ count: Int) async throws {
                let events = (0..<count).map { OutboxEvent.stateChanged(key, id: UUID(), at: Timestamp(microseconds: Int64($0)), tenant: nil) }
                _ = try await world.pool.query(OutboxSQL.insert(events))
                try await relay.drain(batch: 7)
            }
            let job = BoardStateJob.recomputeRatio(board: key.boardID, identity: key.identityID, isTest: key.isTest)
            try await change(50)
            try await change(50)
            #expect(try await jobs() == [job])
            #expect(try await world.outbox().isEmpty)
            try await marks.clear([WorkMarks.Work(job)])
            try await change(3)
            #expect(try await jobs() == [job])
        }
    }

    @Test func `whoever recorded events hands on just those, and a mark left by a broken try does not hide the work`() async throws {
        try await withRelay("outbox_send") { world, relay, marks, jobs in
            let keys = try await record(2, in: world)
            let events = try await world.outbox()
            let job = BoardStateJob.recomputeRatio(board: keys[1].boardID, identity: keys[1].identityID, isTest: keys[1].isTest)
            // As if the process had ended between the mark and the queue.
            #expect(try await marks.take([(WorkMarks.Work(job), events[1].id)]) == [true])
            #expect(try await marks.take([(WorkMarks.Work(job), UUID())]) == [false])
            await relay.send([events[1]])
            #expect(try await jobs() == [job])
            #expect(try await world.outbox().map(\.id) == [events[0].id])
        }
    }
}
