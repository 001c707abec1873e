import ByteJSON
import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrServices
import LeadrStore
import Postgres
import Redis
import TestSupport
import Testing

@testable import LeadrState

/// Redis without its data, and what brings it back.
@Suite("Recovery after a loss of Redis's data")
struct RedisLossRecoveryTests {
    @Test func `the first look adopts what is there`() async throws {
        try await APIFixture.with { api async throws in
            let first = try await api.recovery().ensure()
            #expect(!first.wasLost && first.epoch.number == 1)
            #expect(try await api.recovery().ensure() == first)
            #expect(try await api.epochs.complete() == first.epoch)
        }
    }

    @Test func `nothing in the inbox is lost with Redis's data, whether it had been pushed or not`() async throws {
        try await APIFixture.withInbox {
            $0.runsPipeline = false
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            var submissions: [String] = []
            for value in 1...5 {
                let answer = try await ann.submit(Double(value), to: board, wait: false)
                submissions.append(try #require(answer["submission_id"]?.string))
            }
            #expect(try await soon { try await api.count("inbox WHERE pushed_epoch = 1") == 5 })
            try await api.loseRedisData()
            #expect(try await ann.get("/client/submissions/\(submissions[0])").status == 404)
            #expect(try await api.sweeper().sweep() == 5)
            #expect(try await api.queued() == 5)
            #expect(try await api.count("inbox WHERE pushed_epoch = 2") == 5)
            for submission in submissions {
                #expect(try await ann.get("/client/submissions/\(submission)")["status"] == "pending")
            }
            #expect(try await api.sweeper().sweep() == 0)
            #expect(try await api.queued() == 5)
        }
    }

    @Test func `a crash between inbox and push loses nothing`() async throws {
        try await APIFixture.withInbox { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            // As the process leaves it that dies after the commit.
            let job = try await world.job(board, ann, 42)
            try await api.inboxStore.insert([job])
            #expect(try await api.sweeper(age: .seconds(3600)).sweep() == 0, "young rows are left to the process that wrote them")
            #expect(try await api.sweeper().sweep() == 1)
            #expect(try await soon { try await ann.get("/client/submissions/\(job.eventID.wire)")["status"] == "accepted" })
            #expect(try await soon { try await api.count("inbox") == 0 })
        }
    }

    @Test func `a recovery that is cut off starts over`() async throws {
        try await APIFixture.withInbox {
            $0.runsPipeline = false
        } _: { api async throws in
            let former = try #require(try await RedisEpochStore(pool: api.pool).current())
            // As a process leaves it that dies in the middle.
            let epoch = RedisEpoch(after: former)
            try await api.epochs.announce(epoch)
            #expect(try await RedisEpochStore(pool: api.pool).replace(former, with: epoch))
            let outcome = try await api.recovery().ensure()
            #expect(outcome.wasLost && outcome.epoch.number == 3)
        }
    }

    @Test func `an epoch is not completed in data that was lost since it was announced`() async throws {
        try await APIFixture.withInbox { api async throws in
            let epoch = RedisEpoch(after: try await RedisEpochStore(pool: api.pool).current())
            try await api.epochs.announce(epoch)
            try await api.loseRedisData()
            #expect(try await api.epochs.confirm(epoch) == false)
            #expect(try await api.epochs.complete() == nil)
        }
    }

    @Test func `the loss of a single shard counts as loss`() async throws {
        try await APIFixture.withInbox { api async throws in
            _ = try await api.redis.send(RedisCommand("DEL", api.keys.epoch(2)))
            #expect(try await api.recovery().ensure().wasLost)
        }
    }

    @Test func `a mark of an earlier epoch hides nothing`() async throws {
        try await APIFixture.withInbox {
            $0.runsPipeline = false
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let job = try await world.job(board, try await world.player(1), 1)
            try await api.inboxStore.insert([job])
            try await api.loseRedisData()
            #expect(try await api.recovery().ensure().epoch.number == 2)
            // A process that pushed before the loss comes late with its mark.
            try await api.inboxStore.markPushed([job.eventID], epoch: 1)
            #expect(try await api.sweeper().sweep() == 1)
        }
    }

    @Test func `several that recover at once end with one epoch and nothing lost`() async throws {
        try await APIFixture.withInbox {
            $0.runsPipeline = false
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            for value in 0..<10 { try await api.inboxStore.insert([world.job(board, ann, Double(value))]) }
            try await api.loseRedisData()
            await withTaskGroup(of: Void.self) { group in
                // One that finds the others busy gives up; its next run finds their epoch.
                for _ in 0..<4 { group.addTask { _ = try? await api.sweeper().sweep() } }
            }
            try await api.sweeper().sweep()
            let remembered = try await RedisEpochStore(pool: api.pool).current()
            #expect(try await api.epochs.complete() == remembered)
            #expect(try await api.count("inbox WHERE pushed_epoch IS NOT NULL") == 10)
            #expect(try await api.queued() >= 10)
        }
    }

    @Test func `an entry that this build cannot read reaches the queue, where it is seen`() async throws {
        try await APIFixture.withInbox {
            $0.runsPipeline = false
        } _: { api async throws in
            _ = try await api.pool.query(
                PostgresQuery(
                    "INSERT INTO inbox (event_id, board_id, payload, accepted_at) VALUES (gen_random_uuid(), gen_random_uuid(), '\\xff', now())",
                    operation: "test",
                    table: "inbox"
                )
            )
            #expect(try await api.sweeper().sweep() == 1)
            #expect(try await api.queued() == 1)
        }
    }

    @Test func `decided rows that were left behind are removed, others stay`() async throws {
        try await APIFixture.withInbox { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            let answer = try await ann.submit(1, to: board)
            #expect(answer.status == 201)
            let event = try await api.pool.query(PostgresQuery("SELECT id FROM score_events", operation: "test", table: "score_events"))
            let decided = try await world.job(board, ann, 1, event: try #require(event.firstRow).decode(0), age: .seconds(120))
            let open = try await world.job(board, ann, 2, age: .seconds(120))
            try await api.inboxStore.insert([decided, open])
            var place: ScoreEventID?
            repeat { place = try await api.sweeper().removeDecided(after: place, limit: 1) } while place != nil
            #expect(try await api.inboxStore.unpushed(before: SystemClock().now(), limit: 10).map(\.eventID) == [open.eventID])
        }
    }

    @Test func `rebuild brings ranks, windows, marks and queues back as they were`() async throws {
        try await APIFixture.withInbox {
            $0.submissions.isAntiCheatEnabled = true
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board("Runs", #","board_type":"RUN_RUNS""#)
            let ann = try await world.player(1)
            let ben = try await world.player(2)
            // 50 an hour are allowed.
            for number in 1...49 { _ = try await ann.submit(Double(number), to: board, wait: false) }
            #expect(try await ann.submit(50, to: board).status == 201)
            #expect(try await ben.submit(25.5, to: board, name: "Ben")["rank"] == 26)
            #expect(try await soon { try await api.count("inbox") == 0 })
            let dead = try await world.job(board, ben, 9)
            try await DeadSubmissionStore(pool: api.pool).insert([DeadSubmission(job: dead, queue: "ranking", error: "boom", deliveries: 5)])
            let waiting = try await world.job(board, ben, 99)
            try await api.inboxStore.insert([waiting])
            let before = try await ranks(api, board)

            try await api.loseRedisData()
            try await api.confirmIndex()
            let outcome = try await api.recovery().rebuild(isLost: false)
            #expect(outcome.wasLost && outcome.epoch.number == 2)
            #expect(outcome.restored.windows == 2)
            #expect(outcome.restored.deadMarks == 1)
            #expect(outcome.restored.indexes == 1)
            try await buildIndexes(api)
            #expect(try await ranks(api, board) == before)
            #expect(try await ben.get("/client/submissions/\(dead.eventID.wire)")["status"] == "pending")

            #expect(try await ann.submit(51, to: board).status == 429, "the hour before still counts")
            #expect(try await api.sweeper().sweep() == 1)
            #expect(try await soon { try await ben.get("/client/submissions/\(waiting.eventID.wire)")["status"] == "accepted" })
        }
    }

    @Test func `rebuild changes nothing where nothing was lost, and can be told otherwise`() async throws {
        try await APIFixture.withInbox {
            $0.submissions.isAntiCheatEnabled = true
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            for value in 1...3 { #expect(try await ann.submit(Double(value), to: board).status == 201) }
            let before = try await ranks(api, board)
            let outcome = try await api.recovery().rebuild(isLost: false)
            #expect(!outcome.wasLost && outcome.epoch.number == 1)
            #expect(outcome.restored == RestorationReport())
            let told = try await api.recovery().rebuild(isLost: true)
            #expect(told.wasLost && told.epoch.number == 2)
            #expect(told.restored.indexes == 1 && told.restored.windows == 0)
            #expect(try await ranks(api, board) == before)
        }
    }

    @Test func `changes of rows that ratios depend on are sent again, once each`() async throws {
        try await APIFixture.withInbox { api async throws in
            let key = StateKey(boardID: BoardID(UUID()), identityID: IdentityID(UUID()), isTest: false)
            let account = AccountID(UUID())
            let events = (0..<3).map { OutboxEvent.stateChanged(key, id: UUID(), at: Timestamp(microseconds: $0), tenant: account) }
            // The same player's moderation is other work, and so are the two kinds of work on the same board.
            let moderated = OutboxEvent.scoresModerated(key, id: UUID(), at: Timestamp(microseconds: 0), tenant: account)
            let boards = [
                OutboxEvent.rankingChanged(key.boardID, id: UUID(), at: Timestamp(microseconds: 0), tenant: account),
                OutboxEvent.ratioChanged(key.boardID, id: UUID(), at: Timestamp(microseconds: 0), tenant: account),
            ]
            _ = try await api.pool.query(OutboxSQL.insert([moderated] + boards + events))
            _ = try await OutboxStore(pool: api.pool).relay(limit: 10) { _, _ in [] }
            try await api.loseRedisData()
            #expect(try await api.recovery().ensure().restored.events == 4)
            #expect(try await api.count("outbox WHERE published_at IS NULL") == 4)
        }
    }

    /// Does what the board state workers do.
    private func buildIndexes(_ api: APIFixture) async throws {
        let state = RedisStateAccess(client: api.redis, keys: api.keys, logger: TestDatabase.logger)
        let relay = APIFixture.relay(api.pool, state, api.queue)
        let stage = BoardStateStage(pool: api.pool, redis: api.redis, keys: api.keys, index: api.index, relay: relay, logger: state.logger)
        for shard in 0..<api.keys.shards.count {
            let address = QueueAddress(Queues.boardState, shard: shard)
            let token = ClaimToken()
            guard let claim = try await api.queue.claim(100, from: address, token: token, owner: .current(), lease: .seconds(30)) else { continue }
            _ = try await stage.handle(claim.jobs)
            #expect(try await api.queue.settle(token, on: address, []))
        }
    }

    /// All rows of a board as Redis ranks them.
    private func ranks(_ api: APIFixture, _ board: String) async throws -> [String] {
        let id = try BoardID(wire: board)
        let meta = "\(api.keys.prefix){s\(api.keys.shards.shard(of: id))}:rank:\(UUIDText.format(id.uuid))"
        var rows: [String]?
        // The board state workers of the fixture build indexes too: one that they replace while it is read is gone.
        _ = try await eventually {
            guard let generation = try await api.index.states(of: [id])[0].liveGeneration else { return false }
            let reply = try await api.redis.send(RedisCommand("ZRANGE", .string("\(meta):z:p:\(generation)"), "0", "-1", "WITHSCORES"))
            rows = reply.array?.map { "\($0.bytes ?? [])" }
            return try await api.index.states(of: [id])[0].liveGeneration == generation
        }
        return try #require(rows)
    }
}

extension APIFixture {
    /// Lets boards be answered from the index again, as the scheduler does.
    func confirmIndex() async throws {
        try await index.confirm(index.serverLives())
    }
}
