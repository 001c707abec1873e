import ByteJSON
import HTTPTypes
import LeadrDomain
import LeadrState
import Postgres
import Redis
import Testing

/// `Idempotency-Key` (`contract/rulings.md`).
@Suite struct IdempotencyTests {
    @Test func `an idempotency key makes one submission of many requests`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board("Count", #","board_type":"COUNTER""#)
            let ann = try await world.player(1)
            let body = #"{"board_id":"\#(board)","player_name":"Ann","value":5}"#
            let headers = ["Idempotency-Key": "one", "Prefer": "wait=20"]
            let first = try await ann.post(body, headers: headers)
            #expect(first.status == 201)
            #expect(first["value"]?.double == 5)
            // A known key needs no nonce.
            let again = try await ann.post(body, nonce: "", headers: ["Idempotency-Key": "one"])
            #expect(again.status == 201)
            #expect(again["value"]?.double == 5)
            let other = try await ann.post(#"{"board_id":"\#(board)","player_name":"Ann","value":6}"#, nonce: "", headers: headers)
            #expect(other.status == 422)
            #expect(other.error == "Idempotency-Key was used with a different request")
            let nonce = try await ann.nonce()
            let many = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await ann.post(body, nonce: nonce, headers: ["Idempotency-Key": "two", "Prefer": "wait=20"]).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(many == Array(repeating: 201, count: 8))
            let events = try await api.pool.query(PostgresQuery("SELECT count(*) FROM score_events", operation: "test", table: "score_events"))
            #expect(try events.firstRow?.decode(0, as: Int64.self) == 2)
            #expect(try await ann.post(body, headers: ["Idempotency-Key": String(repeating: "k", count: 256)]).status == 400)
            #expect(try await ann.post(body, headers: ["Idempotency-Key": ""]).status == 400)
        }
    }

    @Test func `a repetition of what is queued gets its receipt, also when the board closed meanwhile`() async throws {
        try await APIFixture.with {
            $0.runsPipeline = false
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            let body = #"{"board_id":"\#(board)","player_name":"Ann","value":3}"#
            let first = try await ann.post(body, headers: ["Idempotency-Key": "k"])
            #expect(first.status == 202)
            #expect(try await api.admin(.patch, "/boards/\(board)", #"{"is_active":false}"#).status == 200)
            let again = try await ann.post(body, nonce: "", headers: ["Idempotency-Key": "k"])
            #expect(again.status == 202 && again["submission_id"] == first["submission_id"])
            let other = try await ann.post(body, headers: ["Idempotency-Key": "other"])
            #expect(other.status == 400 && other.error == "Board is not active")
        }
    }

    @Test func `a request refused before the queue leaves no idempotency record`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            let headers = ["Idempotency-Key": "key"]
            #expect(try await ann.post("{}", headers: headers).status == 422)
            let body = #"{"board_id":"\#(board)","player_name":"Ann","value":5}"#
            #expect(try await ann.post(body, nonce: "", headers: headers).error == "Nonce required")
            #expect(try await ann.post(body, headers: headers).status == 202)
        }
    }

    @Test func `a day later a key may be used anew`() async throws {
        let clock = ShiftableClock()
        try await Self.withCounter(clock) { api, board, ann in
            let headers = ["Idempotency-Key": "daily", "Prefer": "wait=20"]
            #expect(try await ann.post(#"{"board_id":"\#(board)","player_name":"Ann","value":5}"#, headers: headers).status == 201)
            clock.advance(by: .seconds(86_400))
            try await Self.forgetRecords(in: api)
            let next = try await ann.post(#"{"board_id":"\#(board)","player_name":"Ann","value":6}"#, headers: headers)
            #expect(next.status == 201)
            #expect(next["value"]?.double == 11)
            // And once more: within the day that begins now it stands for the second one, afterwards for a third.
            clock.advance(by: .seconds(3_600))
            try await Self.forgetRecords(in: api)
            #expect(try await ann.post(#"{"board_id":"\#(board)","player_name":"Ann","value":6}"#, headers: headers)["value"]?.double == 11)
            clock.advance(by: .seconds(86_400))
            try await Self.forgetRecords(in: api)
            #expect(try await ann.post(#"{"board_id":"\#(board)","player_name":"Ann","value":1}"#, headers: headers)["value"]?.double == 12)
        }
    }

    @Test func `what is decided late does not prolong the life of its key`() async throws {
        let clock = ShiftableClock()
        try await Self.withCounter(clock) { api, board, ann in
            let headers = ["Idempotency-Key": "late", "Prefer": "wait=20"]
            let body = #"{"board_id":"\#(board)","player_name":"Ann","value":5}"#
            #expect(try await ann.post(body, headers: headers).status == 201)
            clock.advance(by: .seconds(90_000))
            try await Self.forgetRecords(in: api)
            let dropped = """
                INSERT INTO submission_outcomes (event_id, game_id, identity_id, status, error, decided_at)
                SELECT id, game_id, identity_id, 400, 'dropped', now() + interval '25 hours' FROM score_events
                """
            _ = try await api.pool.query(PostgresQuery(dropped, operation: "insert", table: "submission_outcomes"))
            #expect(try await ann.post(body, headers: headers)["value"]?.double == 10)
        }
    }

    @Test func `within a day a key stands for its submission although Redis lost it, also past midnight`() async throws {
        let clock = ShiftableClock(at: Timestamp(microseconds: 1_900_022_399_000_000))
        try await Self.withCounter(clock) { api, board, ann in
            let body = #"{"board_id":"\#(board)","player_name":"Ann","value":5}"#
            let headers = ["Idempotency-Key": "once", "Prefer": "wait=20"]
            let first = try await ann.post(body, headers: headers)
            clock.advance(by: .seconds(10))
            try await Self.forgetRecords(in: api)
            let again = try await ann.post(body, headers: headers)
            #expect(again.status == 201 && again["value"]?.double == 5)
            #expect(again["id"] == first["id"])
            // From now on the key is known again, and needs no nonce.
            #expect(try await ann.post(body, nonce: "", headers: headers).status == 201)
            let events = PostgresQuery("SELECT count(*) FROM score_events", operation: "test", table: "score_events")
            #expect(try await api.pool.query(events).firstRow?.decode(0, as: Int64.self) == 1)
        }
    }

    @Test func `a repetition of what was accepted on a board that is gone shows it without a rank`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            let body = #"{"board_id":"\#(board)","player_name":"Ann","value":5}"#
            let headers = ["Idempotency-Key": "k", "Prefer": "wait=20"]
            let first = try await ann.post(body, headers: headers)
            #expect(try await api.admin(.patch, "/boards/\(board)", #"{"deleted":true}"#).status == 200)
            let again = try await ann.post(body, nonce: "", headers: headers)
            #expect(again.status == 201)
            #expect(again["id"] == first["id"] && again["value"]?.double == 5 && again["rank"]?.double == 0)
        }
    }

    /// Runs `body` with a counter and a player, at times that the test moves.
    private static func withCounter(
        _ clock: ShiftableClock,
        _ body: @escaping @Sendable (APIFixture, _ board: String, Player) async throws -> Void
    ) async throws {
        try await APIFixture.with {
            $0.clock = clock
        } _: { api in
            let world = try await World.make(in: api)
            try await body(api, world.board("Count", #","board_type":"COUNTER""#), world.player(1))
        }
    }

    /// What the end of their life, or the loss of Redis, does to records.
    private static func forgetRecords(in api: APIFixture) async throws {
        let names = try await api.redis.send(RedisCommand("KEYS", .string("\(api.keys.prefix){i:*}:idem:*")))
        guard case .array(let found) = names, !found.isEmpty else {
            Issue.record("there is no record")
            return
        }
        for name in found { _ = try await api.redis.send(RedisCommand("DEL", .string(name.string ?? ""))) }
    }
}
