import ByteJSON
import HTTPTypes
import LeadrDomain
import LeadrHTTP
import LeadrServices
import Postgres
import TestSupport
import Testing

@Suite("Client API: submissions")
struct SubmissionTests {
    @Test func `a receipt shows what was submitted, and its status becomes accepted`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            let receipt = try await ann.submit(-0.0, to: board, wait: false, extra: #","value_display":"zero","metadata":{"k": [1, 2]}"#)
            #expect(receipt.status == 202)
            #expect(receipt["value"]?.double == 0)
            #expect(receipt["rank"] == 0)
            #expect(receipt["status"] == "pending")
            #expect(receipt["is_placeholder"] == false)
            #expect(receipt["metadata"] == .object(["k": [1, 2]]))
            #expect(receipt["created_at"] == receipt["updated_at"])
            let submission = try #require(receipt["submission_id"]?.string)
            #expect(receipt.headers[.location] == "/v1/client/submissions/\(submission)")
            #expect(try await soon { try await ann.get("/client/submissions/\(submission)")["status"] == "accepted" })
            let status = try await ann.get("/client/submissions/\(submission)")
            #expect(status.json.object?.members.map(\.key) == ["id", "status", "error", "score"])
            #expect(status["score"]?.object?["id"] == receipt["id"])
            #expect(status["score"]?.object?["status"] == "active")
            let ben = try await world.player(2)
            #expect(try await ben.get("/client/submissions/\(submission)").error == "Submission not found")
            #expect(try await world.player(1, testMode: true).get("/client/submissions/\(submission)").status == 200)
        }
    }

    @Test func `a waiting client gets the true rank, an SDK waits by default, and the row kept is the one shown`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            let ben = try await world.player(2)
            let first = try await ann.submit(100, to: board)
            #expect(first.status == 201)
            #expect(first["rank"] == 1)
            #expect(first.headers[HTTPField.Name("Preference-Applied")!] == "wait=20")
            let second = try await ben.post(
                #"{"board_id":"\#(board)","player_name":"Ben","value":50}"#,
                headers: ["LEADR-Client": "sdk-godot; v=0.1.2"]
            )
            #expect(second.status == 201)
            #expect(second["rank"] == 2)
            let worse = try await ann.submit(10, to: board, name: "Other")
            #expect(worse.status == 201)
            #expect(worse["value"]?.double == 100)
            #expect(worse["player_name"] == "Ann")
            let immediate = try await ben.post(
                #"{"board_id":"\#(board)","player_name":"Ben","value":51}"#,
                headers: ["LEADR-Client": "sdk-godot", "Prefer": "respond-async"]
            )
            #expect(immediate.status == 202)
        }
    }

    @Test func `an empty name falls back to the one submitted last`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board("Runs", #","board_type":"RUN_RUNS""#)
            let ann = try await world.player(1)
            #expect(try await ann.submit(1, to: board, name: "")["player_name"] == "")
            _ = try await ann.submit(2, to: board, name: "Zoë", wait: false)
            #expect(try await ann.submit(3, to: board, name: "")["player_name"] == "Zoë")
        }
    }

    @Test func `boards refuse what they do not take, and keep the name`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let other = try await World.make(in: api, name: "Other")
            let ann = try await world.player(1)
            let unknown = "brd_00000000-0000-4000-8000-000000000000"
            #expect(try await ann.submit(1, to: unknown, name: "Kept").error == "Board not found")
            #expect(try await ann.submit(1, to: other.board()).error == "Board does not belong to this game")
            let cases = [
                (#","is_active":false"#, "Board is not active"), (#","starts_at":"2999-01-01T00:00:00Z""#, "Board has not started"),
                (#","ends_at":"2001-01-01T00:00:00Z""#, "Board has ended"),
            ]
            for (number, (fields, text)) in cases.enumerated() {
                let board = try await world.board("Window \(number)", fields)
                let answer = try await ann.submit(1, to: board, name: "Kept")
                #expect(answer.status == 400)
                #expect(answer.error == text)
            }
            let wins = try await world.board("Wins", #","board_type":"COUNTER""#)
            let runs = try await world.board("Plays", #","board_type":"COUNTER""#)
            let config = #"{"numerator_board_id":"\#(wins)","denominator_board_id":"\#(runs)"}"#
            let ratio = try await world.board("Rate", #","board_type":"RATIO","ratio_config":\#(config)"#)
            #expect(try await ann.submit(1, to: ratio, name: "Kept").error == "RATIO boards do not accept direct submissions")
            let stored = try await api.pool.query(
                PostgresQuery(
                    "SELECT display_name FROM identities WHERE id = $1",
                    [try IdentityID(wire: ann.identityID)],
                    operation: "test",
                    table: "identities"
                )
            )
            #expect(try stored.firstRow?.decode(0, as: String?.self) == "Kept")
        }
    }

    @Test func `metadata of exactly 1024 characters passes, one more does not`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            let fits = String(repeating: "x", count: 1022)
            #expect(try await ann.submit(1, to: board, wait: false, extra: #","metadata":"\#(fits)""#).status == 202)
            let long = try await ann.submit(1, to: board, wait: false, extra: #","metadata":"\#(fits)x""#)
            #expect(long.status == 422)
            #expect(long["error"]?.array?.first?.object?["msg"] == "Value error, Metadata exceeds 1024 char limit (got 1025 chars)")
            // é is counted as the six characters of its escape.
            let accents = String(repeating: "x", count: 1016) + "é"
            #expect(try await ann.submit(1, to: board, wait: false, extra: #","metadata": "\#(accents)""#).status == 202)
            #expect(try await ann.submit(1, to: board, wait: false, extra: #","metadata":"\#(accents)x""#).status == 422)
        }
    }

    @Test func `schema errors of a submission`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let ann = try await world.player(1)
            let name = String(repeating: "n", count: 256)
            let answer = try await ann.post(#"{"board_id":"gam_x","player_name":"\#(name)","value":"5","value_display":7}"#)
            #expect(answer.issues == ["value_error board_id", "string_too_long player_name", "float_type value", "string_type value_display"])
            #expect(answer["body"]?.object?["value"] == "5")
            #expect(try await ann.post(#"{"board_id":null,"player_name":null,"value":1e999}"#).issues == ["json_invalid ?"])
            #expect(try await ann.post("").issues == ["missing body"])
            let big = String(repeating: " ", count: 70_000)
            let tooLarge = try await ann.post(big)
            #expect(tooLarge.status == 413)
            #expect(tooLarge.error == "Request body too large")
        }
    }

    @Test func `a name that another player holds is refused at once`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board("Unique", #","unique_player_names":true"#)
            let ann = try await world.player(1)
            let ben = try await world.player(2)
            #expect(try await ann.submit(1, to: board, name: "The  Name").status == 201)
            let taken = try await ben.submit(2, to: board, name: " the name ")
            #expect(taken.status == 409)
            #expect(taken.error == "Player name is already taken on this board")
            #expect(try await ann.submit(3, to: board, name: "THE NAME").status == 201)
            #expect(try await ben.submit(2, to: board, name: " ").status == 201)
        }
    }

    @Test func `a name that two players had before it became unique serves both on`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            let ben = try await world.player(2)
            #expect(try await ann.submit(1, to: board, name: "Twin").status == 201)
            #expect(try await ben.submit(2, to: board, name: "Twin").status == 201)
            #expect(try await api.admin(.patch, "/boards/\(board)", #"{"unique_player_names":true}"#).status == 200)
            #expect(try await ann.submit(3, to: board, name: "Twin").status == 201)
            #expect(try await ben.submit(4, to: board, name: "twin").status == 201)
            let third = try await world.player(3)
            #expect(try await third.submit(5, to: board, name: "Twin").status == 409)
        }
    }

    @Test func `anti-cheat rejects the submission above the limit with 429, and its status says so`() async throws {
        try await APIFixture.with {
            $0.submissions.isAntiCheatEnabled = true
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board("Runs", #","board_type":"RUN_RUNS""#)
            let ann = try await world.player(1)
            for number in 1...50 { _ = try await ann.submit(Double(number), to: board, wait: false) }
            let rejected = try await ann.submit(51, to: board)
            #expect(rejected.status == 429)
            #expect(rejected.error == "Identity exceeded rate limit of 50 submissions/hour for this board")
        }
    }

    @Test func `without a pipeline a wait ends with the receipt`() async throws {
        try await APIFixture.with {
            $0.runsPipeline = false
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            let answer = try await ann.post(#"{"board_id":"\#(board)","player_name":"A","value":1}"#, headers: ["Prefer": "wait=1"])
            #expect(answer.status == 202)
            let id = try #require(answer["submission_id"]?.string)
            #expect(try await ann.get("/client/submissions/\(id)")["status"] == "pending")
            #expect(try await ann.get("/client/scores/\(answer["id"]?.string ?? "")").error == "Score not found")
        }
    }
}
