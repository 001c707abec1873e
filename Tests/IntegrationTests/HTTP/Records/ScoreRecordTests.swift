import ByteJSON
import HTTPTypes
import LeadrDomain
import LeadrServices
import Testing

@Suite("Admin API: board states, run entries, events, counters")
struct ScoreRecordTests {
    private let nowhere = "00000000-0000-4000-8000-000000000000"

    @Test func `a state shows its value and what stands behind it, by type of board`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let best = try await world.board("Best")
            let sum = try await world.board("Sum", #","board_type":"COUNTER""#)
            let games = try await world.board("Games", #","board_type":"COUNTER""#)
            let sources = #"{"numerator_board_id":"\#(sum)","denominator_board_id":"\#(games)"}"#
            let rate = try await world.board("Rate", #","board_type":"RATIO","ratio_config":\#(sources)"#)
            let ann = try await world.player(1)
            let first = try await ann.event(of: ann.submit(5, to: best), in: api)
            #expect(try await ann.submit(3, to: best).status == 201)
            for delta in [0.25, 1e300] { #expect(try await ann.submit(delta, to: sum).status == 201) }
            try await api.execute(
                """
                INSERT INTO board_states (id, board_id, identity_id, created_at, aux)
                VALUES (gen_random_uuid(), $1, $2, now(), '{"numerator_value": 2, "denominator_value": 0.5}')
                """,
                [try BoardID(wire: rate), try IdentityID(wire: ann.identityID)]
            )
            let state = try #require(try await api.admin(.get, "/board-states?board_id=\(best)").data.first)
            #expect(state.members.map(\.key) == ["id", "board_id", "identity_id", "primary_value", "aux", "created_at", "updated_at"])
            #expect(state["primary_value"]?.double == 5)
            #expect(state["aux"] == ["selected_event_id": .string(first), "event_count": 2])
            #expect(try await api.admin(.get, "/board-states/\(state["id"]?.string ?? "")").json.object == state)
            let counter = try #require(try await api.admin(.get, "/board-states?board_id=\(sum)").data.first)
            let last = try #require(try await api.admin(.get, "/score-events?board_id=\(sum)").data.first?["id"])
            #expect(counter["primary_value"]?.double == 1e300 && counter["aux"] == ["event_count": 2, "last_event_id": last])
            let ratio = try #require(try await api.admin(.get, "/board-states?board_id=\(rate)").data.first)
            #expect(ratio["primary_value"] == .null)
            #expect(ratio["aux"]?.object?["numerator_value"]?.double == 2 && ratio["aux"]?.object?["denominator_value"]?.double == 0.5)
            #expect(try await api.admin(.get, "/board-states/bst_\(nowhere)").error == "Board state not found")
        }
    }

    @Test func `an event keeps what was submitted, in the form of its board`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let runs = try await world.board("Runs", #","board_type":"RUN_RUNS""#)
            let sum = try await world.board("Sum", #","board_type":"COUNTER""#)
            let (ann, test) = (try await world.player(1), try await world.player(1, testMode: true))
            let extra = #","value_display":"4.5 s","metadata":{"level":[1,"ü"]}"#
            let run = try await ann.event(of: ann.submit(4.5, to: runs, extra: extra), in: api)
            #expect(try await test.submit(1e300, to: sum, extra: extra).status == 201)
            let shown = try await api.admin(.get, "/score-events/\(run)")
            let members = [
                "id", "account_id", "game_id", "board_id", "identity_id", "event_payload", "is_test", "timezone", "country", "city", "created_at",
            ]
            #expect(shown.json.object?.members.map(\.key) == members)
            let payload = try #require(shown["event_payload"]?.object)
            #expect(payload.members.map(\.key) == ["value", "value_display", "metadata"])
            #expect(payload["value"]?.double == 4.5 && payload["value_display"] == "4.5 s" && payload["metadata"] == ["level": [1, "ü"]])
            #expect(shown["is_test"] == false && shown["identity_id"]?.string == ann.identityID)
            let delta = try #require(try await api.admin(.get, "/score-events?is_test=true").data.first?["event_payload"]?.object)
            #expect(delta.members.map(\.key) == ["delta", "metadata"] && delta["delta"]?.double == 1e300)
            #expect(try await api.admin(.get, "/score-events?is_test=false").data.map { $0["id"]?.string } == [run])
            #expect(try await api.admin(.get, "/score-events?is_test=maybe").issues == ["bool_parsing is_test"])
            // Rows of earlier versions may hold the number alone.
            try await api.execute("UPDATE score_events SET event_payload = '{\"value\": 7}' WHERE id = $1", [try ScoreEventID(wire: run)])
            let old = try await api.admin(.get, "/score-events/\(run)")["event_payload"]?.object
            #expect(old?["value"]?.double == 7 && old?["value_display"] == .null && old?["metadata"] == .null)
            #expect(try await api.admin(.get, "/score-events/sev_\(nowhere)").error == "Score event not found")
        }
    }

    @Test func `a run entry names its event, and an excluded one is still a row`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let runs = try await world.board("Runs", #","board_type":"RUN_RUNS""#)
            let ann = try await world.player(1)
            let event = try await ann.event(of: ann.submit(4.5, to: runs), in: api)
            let entry = try #require(try await api.admin(.get, "/run-entries?board_id=\(runs)").data.first)
            let members = ["id", "board_id", "identity_id", "score_event_id", "primary_value", "created_at", "updated_at"]
            #expect(entry.members.map(\.key) == members)
            #expect(entry["score_event_id"]?.string == event && entry["primary_value"]?.double == 4.5)
            let id = try #require(entry["id"]?.string)
            try await api.execute("UPDATE run_entries SET excluded_at = now(), excluded_reason = 'removed'")
            #expect(try await api.admin(.get, "/run-entries/\(id)").json.object == entry)
            #expect(try await api.admin(.get, "/run-entries?identity_id=\(ann.identityID)").data == [entry])
            try await api.execute("UPDATE run_entries SET deleted_at = now()")
            #expect(try await api.admin(.get, "/run-entries/\(id)").error == "Run entry not found")
            #expect(try await api.admin(.get, "/run-entries").data.isEmpty)
        }
    }

    @Test func `anti-cheat leaves counters and flags`() async throws {
        try await APIFixture.with {
            $0.submissions.isAntiCheatEnabled = true
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let (ann, ben) = (try await world.player(1), try await world.player(2))
            for player in [ann, ann, ben] { #expect(try await player.submit(7, to: board).status == 201) }
            let counter = try #require(try await api.admin(.get, "/score-submission-metadata?identity_id=\(ann.identityID)").data.first)
            #expect(counter["submission_count"] == 2 && counter["last_score_value"]?.double == 7)
            #expect(counter["board_id"]?.string == board && counter["last_submission_at"]?.string != nil)
            #expect(try await api.admin(.get, "/score-submission-metadata/\(counter["id"]?.string ?? "")").json.object == counter)
            #expect(try await api.admin(.get, "/score-submission-metadata?board_id=\(board)").data.count == 2)
            #expect(try await api.admin(.get, "/score-submission-metadata/sub_\(nowhere)").error == "ScoreSubmissionMeta not found")
            let flag = try #require(try await api.admin(.get, "/score-flags").data.first)
            #expect(flag["score_event_id"] == counter["score_event_id"])
            #expect(flag["flag_type"] == "duplicate" && flag["confidence"] == "medium" && flag["status"] == "pending")
            #expect(flag["metadata"]?.object?["window_seconds"] != nil)
            #expect(flag["reviewed_at"] == .null && flag["reviewer_id"] == .null && flag["reviewer_decision"] == .null)
            #expect(try await api.admin(.get, "/score-flags/\(flag["id"]?.string ?? "")").json.object == flag)
            #expect(try await api.admin(.get, "/score-flags/flg_\(nowhere)").error == "ScoreFlag not found")
            for fitting in ["board_id=\(board)", "game_id=\(world.gameID)", "status=PENDING", "flag_type=Duplicate"] {
                #expect(try await api.admin(.get, "/score-flags?\(fitting)").data == [flag], "\(fitting)")
            }
            for other in ["board_id=brd_\(nowhere)", "game_id=gam_\(nowhere)", "status=removed", "status=gone", "flag_type=velocity"] {
                let answer = try await api.admin(.get, "/score-flags?\(other)")
                #expect(answer.status == 200 && answer.data.isEmpty, "\(other)")
            }
        }
    }
}
