import Foundation
import LeadrDomain
import LeadrJobs
import LeadrStore
import Postgres
import Testing

@Suite struct RatioRecomputationTests {
    /// A ratio of two counters.
    private struct Ratio {
        let world: StoreWorld
        let wins: BoardID
        let games: BoardID
        let board: BoardID

        static func make(in world: StoreWorld, policy: ZeroDenominatorPolicy = .null) async throws -> Ratio {
            let ratio = Ratio(
                world: world,
                wins: try await world.board(.counter),
                games: try await world.board(.counter),
                board: try await world.board(.ratio)
            )
            try await world.execute(
                """
                INSERT INTO board_ratio_configs (board_id, numerator_board_id, denominator_board_id, scale, zero_denominator_policy)
                VALUES ($1, $2, $3, 100, $4::text::zero_denominator_policy)
                """,
                [ratio.board, ratio.wins, ratio.games, policy.rawValue]
            )
            return ratio
        }

        func play(_ player: IdentityID, wins: Double, games: Double, at time: Int64 = 0, isTest: Bool = false) async throws {
            _ = try await world.ranking.apply([
                world.job(self.wins, player, wins, at: time, type: .counter, name: "N\(time)", isTest: isTest),
                world.job(self.games, player, games, at: time + 1, type: .counter, isTest: isTest),
            ])
        }

        /// What the board state workers do with the events in the outbox.
        func settle() async throws -> RecomputeResult {
            let events = try await world.outbox()
            try await world.execute("DELETE FROM outbox")
            return try await RatioRecomputation(pool: world.pool).recompute(dependingOn: events.compactMap(\.stateKey))
        }
    }

    @Test func `a ratio follows its sources, each pool by itself`() async throws {
        try await StoreWorld.run("ratio") { world in
            let ratio = try await Ratio.make(in: world)
            let player = try await world.identity()
            try await ratio.play(player, wins: 1, games: 4)
            try await ratio.play(player, wins: 3, games: 4, isTest: true)
            #expect(try await world.count("outbox WHERE tenant_id IS NOT NULL") == 4, "the work is its account's")
            let result = try await ratio.settle()
            #expect(result.written == 2)
            #expect(Set(result.changes.rows.map(\.value)) == [25, 75])
            try await ratio.play(player, wins: 1, games: 0, at: 10)
            #expect(try await ratio.settle().written == 1)
            let state = try #require(try await world.state(ratio.board, player))
            #expect(state.value == 50)
            #expect(state.valueDisplay == "0.50")
            #expect(state.playerName == "N10")
            #expect(state.ratio == RatioSources(numerator: 2, denominator: 4))
            #expect(state.version == 2)
            #expect(try await ratio.settle().written == 0)
        }
    }

    @Test func `no row without both sources, and none stays when one goes`() async throws {
        try await StoreWorld.run("ratio_missing") { world in
            let ratio = try await Ratio.make(in: world)
            let player = try await world.identity()
            let win = world.job(ratio.wins, player, 1, type: .counter)
            _ = try await world.ranking.apply([win])
            #expect(try await ratio.settle().written == 0)
            #expect(try await world.state(ratio.board, player) == nil)
            _ = try await world.ranking.apply([world.job(ratio.games, player, 2, at: 1, type: .counter)])
            #expect(try await ratio.settle().written == 1)
            try await world.execute(
                "INSERT INTO score_flags (score_event_id, flag_type, confidence, status) VALUES ($1, 'manual', 'low', 'removed')",
                [win.eventID]
            )
            let moderated = try await StateRecomputation(pool: world.pool).recompute([
                StateKey(boardID: ratio.wins, identityID: player, isTest: false)
            ])
            #expect(moderated.ratioSources.count == 1)
            _ = try await RatioRecomputation(pool: world.pool).recompute(dependingOn: moderated.ratioSources)
            #expect(try await world.state(ratio.board, player)?.deletedAt != nil)
        }
    }

    @Test func `a changed configuration is computed for everybody, step by step`() async throws {
        try await StoreWorld.run("ratio_board") { world in
            let ratio = try await Ratio.make(in: world, policy: .zero)
            for number in 0..<700 {
                let player = try await world.identity()
                try await ratio.play(player, wins: Double(number), games: Double(number % 7), at: Int64(number))
            }
            _ = try await ratio.settle()
            try await world.execute("UPDATE board_ratio_configs SET scale = 10, zero_denominator_policy = 'NULL'")
            var written = 0
            try await RatioRecomputation(pool: world.pool).recompute(board: ratio.board) { written += $0.written }
            #expect(written == 700)
            let wrong = try await world.execute(
                """
                SELECT count(*) FROM board_states r JOIN board_states n ON n.identity_id = r.identity_id AND n.board_id = $2
                    JOIN board_states d ON d.identity_id = r.identity_id AND d.board_id = $3
                WHERE r.board_id = $1 AND r.primary_value IS DISTINCT FROM
                    CASE WHEN d.primary_value <> 0 THEN n.primary_value / d.primary_value * 10 END
                """,
                [ratio.board, ratio.wins, ratio.games]
            )
            #expect(try wrong.firstRow?.decode(0, as: Int64.self) == 0)
            #expect(try await world.count("board_states r WHERE board_id = '\(UUIDText.format(ratio.board.uuid))' AND rank_value IS NULL") == 100)
            var again = 0
            try await RatioRecomputation(pool: world.pool).recompute(board: ratio.board) { again += $0.written }
            #expect(again == 0)
        }
    }

    @Test func `recomputes that race with changes end with what the sources say`() async throws {
        try await StoreWorld.run("ratio_races") { world in
            let ratio = try await Ratio.make(in: world)
            let player = try await world.identity()
            try await ratio.play(player, wins: 1, games: 1)
            let key = StateKey(boardID: ratio.wins, identityID: player, isTest: false)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...40 {
                    group.addTask {
                        try await ratio.play(player, wins: 1, games: 1, at: Int64(10 * number))
                        _ = try await RatioRecomputation(pool: world.pool).recompute(dependingOn: [key])
                    }
                }
                try await group.waitForAll()
            }
            let state = try #require(try await world.state(ratio.board, player))
            #expect(state.ratio == RatioSources(numerator: 41, denominator: 41))
            #expect(state.value == 100)
        }
    }
}
