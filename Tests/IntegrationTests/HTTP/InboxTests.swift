import ByteJSON
import HTTPTypes
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrStore
import Postgres
import Redis
import TestSupport
import Testing

@testable import LeadrServices
@testable import LeadrState

/// Submissions with `INGEST_DURABILITY=postgres`.
@Suite("Client API: submissions through the inbox")
struct InboxTests {
    @Test func `accepted and rejected submissions leave nothing in the inbox`() async throws {
        try await APIFixture.withInbox { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board("Unique", #","unique_player_names":true,"board_type":"RUN_RUNS""#)
            let ann = try await world.player(1)
            let ben = try await world.player(2)
            #expect(try await ann.submit(5, to: board).status == 201)
            #expect(try await ann.submit(6, to: board, wait: false).status == 202)
            // Not through the API, which would see that the name is taken; the ranking worker decides.
            let job = try await world.job(board, ben, 1)
            try await api.inboxStore.insert([job])
            try await api.sweeper().sweep()
            #expect(try await soon { try await ben.get("/client/submissions/\(job.eventID.wire)")["status"] == "rejected" })
            #expect(try await soon { try await api.count("inbox") == 0 })
            #expect(try await api.count("score_events") == 2)
        }
    }

    @Test func `anti-cheat's 429 empties the inbox too`() async throws {
        try await APIFixture.withInbox {
            $0.submissions.isAntiCheatEnabled = true
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board("Runs", #","board_type":"RUN_RUNS""#)
            let ann = try await world.player(1)
            for number in 1...50 { _ = try await ann.submit(Double(number), to: board, wait: false) }
            #expect(try await ann.submit(51, to: board).status == 429)
            #expect(try await soon { try await api.count("inbox") == 0 })
        }
    }

    @Test func `a submission whose push fails is accepted all the same, and the sweeper pushes it once`() async throws {
        try await APIFixture.withInbox { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            try await api.breakQueue(of: board)
            let answer = try await ann.submit(7, to: board, wait: false)
            #expect(answer.status == 202)
            let submission = try #require(answer["submission_id"]?.string)
            #expect(try await ann.get("/client/submissions/\(submission)")["status"] == "pending")
            #expect(try await api.count("inbox WHERE pushed_epoch IS NULL") == 1)
            try await api.mendQueue(of: board)
            #expect(try await api.sweeper().sweep() == 1)
            #expect(try await soon { try await ann.get("/client/submissions/\(submission)")["status"] == "accepted" })
            #expect(try await soon { try await api.count("inbox") == 0 })
            #expect(try await api.sweeper().sweep() == 0)
        }
    }

    @Test func `a caller whose push fails still gets its rank when the sweeper is in time`() async throws {
        try await APIFixture.withInbox { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            try await api.breakQueue(of: board)
            async let answer = ann.post(#"{"board_id":"\#(board)","player_name":"Ann","value":7}"#, headers: ["Prefer": "wait=4"])
            #expect(try await soon { try await api.count("inbox") == 1 })
            try await api.mendQueue(of: board)
            try await api.sweeper().sweep()
            let status = try await answer.status
            #expect(status == 201)
        }
    }

    @Test func `a repetition with the same key joins a submission that waits in the inbox`() async throws {
        try await APIFixture.withInbox { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            try await api.breakQueue(of: board)
            let body = #"{"board_id":"\#(board)","player_name":"Ann","value":5}"#
            let first = try await ann.post(body, headers: ["Idempotency-Key": "one"])
            let again = try await ann.post(body, nonce: "", headers: ["Idempotency-Key": "one"])
            #expect(first.status == 202 && again.status == 202)
            #expect(first["submission_id"] == again["submission_id"])
            #expect(try await api.count("inbox") == 1)
        }
    }

    @Test func `a full queue refuses submissions before anything is written, and loses none that got in`() async throws {
        try await APIFixture.withInbox {
            $0.runsPipeline = false
            $0.queueLimits.jobs = 1
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            #expect(try await ann.submit(1, to: board, wait: false).status == 202)
            // The first to meet the full queue is in the inbox by then.
            #expect(try await ann.submit(2, to: board, wait: false).status == 202)
            let refused = try await ann.submit(3, to: board, wait: false)
            #expect(refused.status == 503)
            #expect(refused.error == "Submission queue is full")
            #expect(refused.headers[.retryAfter] == "5")
            #expect(try await api.count("inbox") == 2)
            // Somebody works again, and somebody else notices.
            let address = QueueAddress(Queues.antiCheat, shard: api.keys.shards.shard(of: try BoardID(wire: board)))
            let token = ClaimToken()
            _ = try await api.queue.claim(10, from: address, token: token, owner: .current(), lease: .seconds(30))
            #expect(try await api.queue.settle(token, on: address, []))
            #expect(try await soon { try await ann.submit(4, to: board, wait: false).status == 202 })
            #expect(try await api.count("inbox") == 3)
        }
    }

    @Test func `what the database does not get to in time is refused without a trace; what it was busy with is unknown and kept`() async throws {
        try await APIFixture.withInbox {
            $0.submissions.uncertainty = .milliseconds(500)
            $0.runsPipeline = false
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let players = try await world.players(20)
            let errors = try await withThrowingTaskGroup(of: String?.self) { group in
                var errors: [String?] = []
                try await api.holdingInbox {
                    for (number, (player, nonce)) in players.enumerated() {
                        group.addTask { try await player.post(#"{"board_id":"\#(board)","player_name":"A","value":1}"#, nonce: nonce).error }
                        // One after the other until each of the two transactions holds one; the others wait behind them.
                        if number < 2 { try #require(await soon { try await api.blockedInboxWrites() == number + 1 }) }
                    }
                    for try await error in group { errors.append(error) }
                }
                return errors
            }
            #expect(errors.count { $0 == "Submission outcome unknown" } == 2)
            #expect(errors.count { $0 == "Database unavailable" } == 18)
            #expect(try await api.pendingMarks() == 2)
            #expect(try await soon { try await api.count("inbox") == 2 })
        }
    }

    @Test func `a commit that does not end in time has an unknown outcome, and the submission is not lost`() async throws {
        try await APIFixture.withInbox {
            $0.submissions.uncertainty = .milliseconds(300)
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            try await api.holdingInbox {
                let answer = try await ann.submit(9, to: board, wait: false)
                #expect(answer.status == 503)
                #expect(answer.error == "Submission outcome unknown")
                #expect(answer.headers[.retryAfter] != nil)
            }
            #expect(
                try await soon {
                    try await api.sweeper().sweep()
                    return try await api.count("score_events") == 1
                }
            )
        }
    }

    @Test func `submissions that come together share a transaction`() async throws {
        try await APIFixture.withInbox {
            $0.runsPipeline = false
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let players = try await world.players(40)
            // Two transactions wait for the lock; everything else gathers behind them.
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                try await api.holdingInbox {
                    for (player, nonce) in players {
                        group.addTask {
                            try await player.post(#"{"board_id":"\#(board)","player_name":"A","value":1}"#, nonce: nonce).status
                        }
                    }
                    _ = try await soon { try await api.pendingMarks() == players.count }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == Array(repeating: 202, count: 40))
            #expect(try await api.count("inbox") == 40)
            #expect(try await api.count("(SELECT DISTINCT xmin::text FROM inbox) AS transactions") <= 6)
        }
    }

    @Test func `a push into another life of Redis is not marked, for it may be lost`() async throws {
        try await APIFixture.withInbox {
            $0.runsPipeline = false
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            let jobs = [try await world.job(board, ann, 1), try await world.job(board, ann, 2), try await world.job(board, ann, 3)]
            try await api.inboxStore.insert(jobs)
            let life = api.queue.contact().serverLife
            let marker = PushMarker(store: api.inboxStore, epochs: api.epochs, life: { life }, logger: TestDatabase.logger)
            marker.note(jobs[0].eventID, epoch: 1, life: life)
            marker.note(jobs[1].eventID, epoch: 1, life: "another server")
            marker.note(jobs[2].eventID, epoch: 0, life: life)
            await marker.mark(olderThan: .seconds(3600))
            #expect(try await api.count("inbox WHERE pushed_epoch IS NOT NULL") == 0, "too young")
            await marker.mark(olderThan: .zero)
            let unmarked = try await api.inboxStore.unpushed(before: SystemClock().now(), limit: 10)
            #expect(Set(unmarked.map(\.eventID)) == Set(jobs[1...].map(\.eventID)))
            try await api.loseRedisData()
            marker.note(jobs[1].eventID, epoch: 1, life: life)
            await marker.mark(olderThan: .zero)
            #expect(try await api.count("inbox WHERE pushed_epoch IS NOT NULL") == 1, "the data is gone")
        }
    }

    @Test func `what was pushed and still waits is marked, and the sweeper leaves it alone`() async throws {
        try await APIFixture.withInbox {
            $0.runsPipeline = false
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            for value in 1...3 { #expect(try await ann.submit(Double(value), to: board, wait: false).status == 202) }
            #expect(try await soon { try await api.count("inbox WHERE pushed_epoch = 1") == 3 })
            #expect(try await api.sweeper().sweep() == 0)
            #expect(try await api.queued() == 3)
        }
    }
}

extension World {
    /// Players with a nonce each.
    fileprivate func players(_ count: Int) async throws -> [(player: Player, nonce: String)] {
        try await withThrowingTaskGroup(of: (Player, String).self) { group in
            for seed in 0..<count {
                group.addTask {
                    let player = try await player(seed)
                    return (player, try await player.nonce())
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}

extension APIFixture {
    /// Submissions marked as pending.
    fileprivate func pendingMarks() async throws -> Int {
        try await redis.send(RedisCommand("KEYS", .string(keys.prefix + "*:pending"))).array?.count ?? 0
    }

    /// Transactions that wait to write to the inbox.
    fileprivate func blockedInboxWrites() async throws -> Int {
        // Databases made from one template have tables of the same number.
        try await count(
            """
            pg_locks WHERE NOT granted AND relation = 'inbox'::regclass
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        )
    }

    /// Runs `body` while nobody can write to the inbox.
    func holdingInbox(_ body: () async throws -> Void) async throws {
        let other = PostgresPool(configuration: pool.configuration, logger: TestDatabase.logger)
        do {
            try await other.transaction { connection in
                _ = try await connection.query(PostgresQuery("LOCK TABLE inbox IN SHARE MODE", operation: "test", table: "inbox"))
                try await body()
            }
            await other.close()
        } catch {
            await other.close()
            throw error
        }
    }
}
