import ByteJSON
import HTTPTypes
import LeadrDomain
import LeadrServices
import Testing

/// From the request to the rows that anti-cheat leaves.
@Suite("Anti-cheat: switches")
struct AntiCheatSwitchTests {
    @Test(arguments: [true, false], [true, false])
    func `checks run if and only if the installation's and the game's switch are on`(isEnabled: Bool, isEnabledForGame: Bool) async throws {
        try await APIFixture.with {
            $0.submissions.isAntiCheatEnabled = isEnabled
        } _: { api async throws in
            let world = try await World.make(in: api)
            let game = try await api.admin(.patch, "/games/\(world.gameID)", #"{"anti_cheat_enabled":\#(isEnabledForGame)}"#)
            #expect(game["anti_cheat_enabled"] == .bool(isEnabledForGame))
            let board = try await world.board()
            let ann = try await world.player(1)
            // The same value at once: the second is a duplicate.
            for _ in 0..<2 { #expect(try await ann.submit(5, to: board).status == 201) }
            let isChecked = isEnabled && isEnabledForGame
            #expect(try await api.admin(.get, "/score-flags?board_id=\(board)").data.count == (isChecked ? 1 : 0))
            let counters = try await api.admin(.get, "/score-submission-metadata?board_id=\(board)").data
            #expect(counters.map { $0["submission_count"]?.integer } == (isChecked ? [2] : []))
        }
    }

    @Test func `a game's switch counts from the next submission on`() async throws {
        try await APIFixture.with {
            $0.submissions.isAntiCheatEnabled = true
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            for isOn in [false, true, false] {
                _ = try await api.admin(.patch, "/games/\(world.gameID)", #"{"anti_cheat_enabled":\#(isOn)}"#)
                #expect(try await ann.submit(5, to: board).status == 201)
            }
            let counters = try await api.admin(.get, "/score-submission-metadata?board_id=\(board)").data
            #expect(counters.map { $0["submission_count"]?.integer } == [1])
        }
    }

    @Test func `a flag keeps the contract's metadata and tells rule, measured value and limit beside it`() async throws {
        try await APIFixture.with {
            $0.submissions.isAntiCheatEnabled = true
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            for _ in 0..<2 { #expect(try await ann.submit(5, to: board).status == 201) }
            let flag = try #require(try await api.admin(.get, "/score-flags?board_id=\(board)").data.first)
            #expect(flag["flag_type"] == "duplicate" && flag["confidence"] == "medium" && flag["status"] == "pending")
            let metadata = try #require(flag["metadata"]?.object)
            let keys = ["score_value", "previous_submission_at", "window_seconds", "rule", "action", "measured", "limit"]
            #expect(Set(metadata.members.map(\.key)) == Set(keys))
            #expect(metadata["score_value"]?.double == 5 && metadata["window_seconds"] == 300)
            #expect(metadata["rule"] == "duplicate" && metadata["action"] == "flag" && metadata["limit"]?.double == 300)
            let measured = try #require(metadata["measured"]?.double)
            #expect(measured >= 0 && measured < 300)
        }
    }
}
