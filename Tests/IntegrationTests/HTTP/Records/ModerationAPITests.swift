import ByteJSON
import Foundation
import HTTPTypes
import LeadrDomain
import TestSupport
import Testing

@Suite("Admin API: moderation")
struct ModerationAPITests {
    /// Values of a board as its players see them, best first.
    private func values(_ player: Player, _ board: String) async throws -> [Double] {
        try await player.get("/client/scores?board_id=\(board)").data.compactMap { $0["value"]?.double }
    }

    private func flag(_ event: String, _ fields: String = "", in api: APIFixture) async throws -> Answer {
        try await api.admin(.post, "/score-flags", #"{"score_event_id":"\#(event)"\#(fields)}"#)
    }

    @Test func `a flag removes its score unless it says otherwise, and a review brings it back`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let (ann, ben) = (try await world.player(1), try await world.player(2))
            let low = try await ann.event(of: ann.submit(5, to: board, name: "Low"), in: api)
            let high = try await ann.event(of: ann.submit(9, to: board, name: "High"), in: api)
            #expect(try await ben.submit(7, to: board).status == 201)
            let made = try await flag(high, in: api)
            #expect(made.status == 201)
            for (field, value) in [
                ("score_event_id", JSONValue.string(high)), ("flag_type", "manual"), ("confidence", "medium"), ("status", "removed"),
                ("metadata", [:]),
                ("reviewer_decision", .null),
            ] { #expect(made[field] == value, "\(field)") }
            let id = try #require(made["id"]?.string)
            #expect(try await api.admin(.get, "/score-flags/\(id)").json == made.json)
            #expect(try await eventually { try await values(ben, board) == [7, 5] })
            let shown = try #require(try await ben.get("/client/scores?board_id=\(board)").data.last)
            #expect(shown["player_name"] == "Low")
            #expect(shown["rank"] == 2)
            let review = try await api.admin(.patch, "/score-flags/\(id)", #"{"status":"false_positive","reviewer_decision":"fine"}"#)
            #expect(review.status == 200)
            #expect(review["status"] == "false_positive")
            #expect(review["reviewer_decision"] == "fine")
            #expect(review["reviewed_at"] != .null && review["reviewer_id"] != .null)
            #expect(try await eventually { try await values(ben, board) == [9, 7] })
            // A removed player is gone from the board, and comes back with the next score.
            #expect(try await flag(high, #","status":"confirmed_cheat""#, in: api).status == 201)
            #expect(try await flag(low, in: api).status == 201)
            #expect(try await eventually { try await values(ben, board) == [7] })
            #expect(try await ann.submit(6, to: board)["value"]?.double == 6)
            #expect(try await values(ben, board) == [7, 6])
        }
    }

    @Test func `pending flags hide nothing, deleted ones no longer`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board("Runs", #","board_type":"RUN_RUNS""#)
            let ann = try await world.player(1)
            let event = try await ann.event(of: ann.submit(5, to: board), in: api)
            let made = try await flag(event, #","status":"pending","flag_type":"velocity","confidence":"low","metadata":{"a":1}"#, in: api)
            #expect(made["status"] == "pending")
            #expect(made["reviewed_at"] == .null)
            #expect(made["metadata"] == ["a": 1])
            let path = "/score-flags/\(try #require(made["id"]?.string))"
            #expect(try await api.admin(.patch, path, #"{"status":"removed"}"#)["status"] == "removed")
            #expect(try await eventually { try await values(ann, board).isEmpty })
            let entry = try #require(try await api.admin(.get, "/run-entries?board_id=\(board)").data.first?["id"]?.string)
            #expect(try await ann.get("/client/scores/scr_\(entry.dropFirst(4))").error == "Score not found")
            let deleted = try await api.admin(.patch, path, #"{"deleted":true}"#)
            #expect(deleted.status == 200)
            #expect(deleted["status"] == "removed")
            #expect(try await eventually { try await values(ann, board) == [5] })
            #expect(try await api.admin(.get, path).status == 404)
            #expect(try await api.admin(.patch, path, #"{"status":"removed"}"#).status == 404)
        }
    }

    @Test func `what is wrong with a flag or a review is said`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            let event = try await ann.event(of: ann.submit(5, to: board), in: api)
            let key = try await api.makeKey(for: World.make(in: api, name: "Other").accountID)
            let foreign = try await api.admin(.post, "/score-flags", #"{"score_event_id":"\#(event)"}"#, key: key)
            #expect(foreign.status == 403)
            #expect(foreign.error == "You do not have access to this score event's account")
            let missing = try await flag("sev_\(UUID().uuidString.lowercased())", in: api)
            #expect(missing.status == 404)
            #expect(missing.error == "Score event not found")
            for field in [#""flag_type":"odd""#, #""confidence":"HIGH""#, #""status":"gone""#, #""metadata":[]"#] {
                #expect(try await flag(event, ",\(field)", in: api).status == 422, "\(field)")
            }
            #expect(try await api.admin(.post, "/score-flags", "{}").status == 422)
            let made = try await flag(event, #","status":null,"metadata":null,"flag_type":null"#, in: api)
            #expect(made["status"] == "removed")
            let path = "/score-flags/\(try #require(made["id"]?.string))"
            let empty = try await api.admin(.patch, path, "{}")
            #expect(empty.status == 400)
            #expect(empty.error == "Must provide either status, reviewer_decision, or deleted=true")
            #expect(try await api.admin(.patch, path, #"{"status":"odd"}"#).status == 422)
            #expect(try await api.admin(.patch, path, #"{"status":"dismissed"}"#, key: key).error == "You do not have access to this flag's account")
        }
    }

    @Test func `ratios follow submissions, moderation and their own configuration`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let wins = try await world.board("Wins", #","board_type":"COUNTER""#)
            let games = try await world.board("Games", #","board_type":"COUNTER""#)
            let sources = #""numerator_board_id":"\#(wins)","denominator_board_id":"\#(games)""#
            let rate = try await world.board(
                "Rate",
                #","board_type":"RATIO","ratio_config":{\#(sources),"scale":100,"display":"PERCENT","decimals":0}"#
            )
            let ann = try await world.player(1)
            let win = try await ann.event(of: ann.submit(1, to: wins, name: "Ann"), in: api)
            #expect(try await ann.submit(2, to: wins).status == 201)
            #expect(try await ann.submit(4, to: games).status == 201)
            try await api.relayOutbox()
            #expect(try await eventually { try await values(ann, rate) == [75] })
            let shown = try #require(try await ann.get("/client/scores?board_id=\(rate)").data.first)
            #expect(shown["value_display"] == "75%")
            #expect(try await flag(win, in: api).status == 201)
            #expect(try await eventually { try await values(ann, rate) == [50] })
            let changed = try await api.admin(.patch, "/boards/\(rate)", #"{"ratio_config":{\#(sources),"scale":10}}"#)
            #expect(changed.status == 200)
            #expect(try await eventually { try await values(ann, rate) == [5] })
        }
    }
}
