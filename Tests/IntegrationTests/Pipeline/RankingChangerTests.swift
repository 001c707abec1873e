import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrState
import LeadrStore
import Postgres
import Synchronization
import Testing

@Suite struct RankingChangerTests {
    /// A board with an index and a stage that changes it.
    private struct Scene {
        let world: StoreWorld
        let index: RankIndex
        let stage: BoardStateStage
        let board: BoardID
        let type: BoardType

        static func run(
            _ topic: String,
            _ type: BoardType = .runIdentity,
            keep: KeepStrategy = .best,
            uniqueNames: Bool = false,
            _ body: @Sendable (Scene) async throws -> Void
        ) async throws {
            try await StoreWorld.run(topic) { world in
                try await withRedisState { state in
                    let board = try await world.board(type, keep: keep, uniqueNames: uniqueNames)
                    let index = try await state.readyIndex(board)
                    try await body(Scene(world: world, index: index, stage: BoardStateStage(world, state, index), board: board, type: type))
                }
            }
        }

        func submit(_ values: [Double], _ player: IdentityID, at time: Int64 = 0, isTest: Bool = false) async throws {
            let jobs = values.enumerated().map {
                world.job(board, player, $1, at: time + Int64($0), type: type, name: "N\(time + Int64($0))", isTest: isTest)
            }
            try await index.apply(try await world.ranking.apply(jobs).changes)
        }

        func pend(_ direction: SortDirection, _ keep: KeepStrategy, _ ties: TiePolicy = .newest) async throws {
            try await world.execute(
                "UPDATE boards SET pending_config = $2::text::jsonb WHERE id = $1",
                [board, #"{"sort_direction":"\#(direction.rawValue)","keep_strategy":"\#(keep.rawValue)","tie_policy":"\#(ties.rawValue)"}"#]
            )
        }

        /// Row ids in the order of the database, whose rank values must be those of the board's direction.
        func expected(isTest: Bool = false) async throws -> [UUID] {
            let stored = try #require(try await BoardRepository(pool: world.pool).find(board))
            let (table, live) = type == .runRuns ? ("run_entries", "excluded_at IS NULL") : ("board_states", "deleted_at IS NULL")
            let order = stored.sortDirection == .descending ? "DESC" : "ASC"
            let text = """
                SELECT id, rank_value = CASE WHEN $3 THEN 0 - primary_value ELSE primary_value END FROM \(table)
                WHERE board_id = $1 AND is_test = $2 AND \(live)
                ORDER BY primary_value \(order), created_at \(stored.tiePolicy.isNewestFirst ? "DESC" : "ASC"), id
                """
            let rows = try await world.execute(text, [board, isTest, stored.sortDirection == .descending])
            #expect(try rows.allSatisfy { try $0.decode(1, as: Bool.self) }, "rank values follow the direction")
            return try rows.map { try $0.decode(0) }
        }

        func indexed(isTest: Bool = false) async throws -> [UUID]? {
            let stored = try #require(try await BoardRepository(pool: world.pool).find(board))
            return try await index.page(board: board, pool: RankPool(isTest: isTest), layout: stored.layout, from: 0, limit: 1000)
                .value?.entries.map(\.member.id)
        }

        func expectOrder() async throws {
            for isTest in [false, true] { #expect(try await indexed(isTest: isTest) == expected(isTest: isTest)) }
        }
    }

    @Test(arguments: [BoardType.runIdentity, .runRuns, .counter])
    func `another direction turns rows and index of both pools`(type: BoardType) async throws {
        try await Scene.run("change_direction", type) { scene in
            for number in 0..<12 {
                let player = try await scene.world.identity()
                try await scene.submit([Double(number % 5), Double(number % 3)], player, at: Int64(number * 2), isTest: number % 4 == 0)
            }
            try await scene.pend(.ascending, type == .runIdentity ? .best : .notApplicable)
            #expect(try await scene.stage.perform([.applyRanking(scene.board)]) == [.complete])
            let board = try #require(try await BoardRepository(pool: scene.world.pool).find(scene.board))
            #expect(board.sortDirection == .ascending)
            #expect(board.pendingRanking == nil)
            #expect(board.rankingVersion == 1)
            try await scene.expectOrder()
            #expect(try await scene.world.count("ranking_stage") == 0)
        }
    }

    @Test func `another keep strategy shows other events, whole`() async throws {
        try await Scene.run("change_keep", keep: .best, uniqueNames: true) { scene in
            let (ann, ben) = (try await scene.world.identity(), try await scene.world.identity())
            try await scene.submit([5, 9, 7], ann)
            try await scene.submit([6], ben, at: 10)
            try await scene.pend(.descending, .latest)
            _ = try await scene.stage.perform([.applyRanking(scene.board)])
            let latest = try #require(try await scene.world.state(scene.board, ann))
            #expect(latest.value == 7)
            #expect(latest.playerName == "N2")
            #expect(latest.valueDisplay == "<7.0>")
            #expect(latest.eventCount == 3)
            #expect(latest.selectedAt == Timestamp(microseconds: 1_700_000_000_000_002))
            try await scene.expectOrder()
            // What follows is folded by the new rule, and names follow what is shown.
            try await scene.submit([1], ann, at: 20)
            #expect(try await scene.world.state(scene.board, ann)?.value == 1)
            try await scene.expectOrder()
            let names = try await scene.world.execute("SELECT name_key FROM board_names ORDER BY 1")
            #expect(try names.map { try $0.decode(0, as: String.self) } == ["n10", "n20"])
        }
    }

    @Test func `a hidden event is not shown by the new rule either, and its player comes back in the new order`() async throws {
        try await Scene.run("change_hidden", keep: .first) { scene in
            let (ann, ben) = (try await scene.world.identity(), try await scene.world.identity())
            try await scene.submit([5, 9], ann)
            try await scene.submit([6], ben, at: 10)
            try await scene.world.execute(
                """
                INSERT INTO score_flags (score_event_id, flag_type, confidence, status)
                SELECT id, 'manual', 'low', 'removed' FROM score_events WHERE (event_payload->>'value')::float8 IN (9, 6)
                """
            )
            let keys = [ann, ben].map { StateKey(boardID: scene.board, identityID: $0, isTest: false) }
            let recompute = keys.map { BoardStateJob.recomputeState(board: $0.boardID, identity: $0.identityID, isTest: false) }
            _ = try await scene.stage.perform(recompute)
            try await scene.pend(.ascending, .best)
            _ = try await scene.stage.perform([.applyRanking(scene.board)])
            #expect(try await scene.world.state(scene.board, ann)?.value == 5)
            #expect(try await scene.world.state(scene.board, ben)?.deletedAt != nil)
            try await scene.expectOrder()
            try await scene.world.execute("DELETE FROM score_flags")
            _ = try await scene.stage.perform(recompute)
            #expect(try await scene.world.state(scene.board, ann)?.value == 5)
            #expect(try await scene.world.state(scene.board, ben)?.value == 6)
            try await scene.expectOrder()
        }
    }

    @Test func `a change among submissions and moderation loses none of them`() async throws {
        try await Scene.run("change_races") { scene in
            var players: [IdentityID] = []
            for _ in 0..<10 { players.append(try await scene.world.identity()) }
            let all = players
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for number in 0..<150 {
                        try await scene.submit([Double(number * 7 % 13)], all[number % all.count], at: Int64(number), isTest: number % 3 == 0)
                    }
                }
                group.addTask {
                    for ranking in [(SortDirection.ascending, KeepStrategy.best), (.ascending, .latest), (.descending, .first), (.ascending, .best)] {
                        try await scene.pend(ranking.0, ranking.1)
                        _ = try await scene.stage.perform([.applyRanking(scene.board)])
                    }
                }
                try await group.waitForAll()
            }
            try await scene.expectOrder()
            let states = StateRecomputation(pool: scene.world.pool)
            let keys = all.flatMap { player in [false, true].map { StateKey(boardID: scene.board, identityID: player, isTest: $0) } }
            #expect(try await states.recompute(keys).written == 0, "rows are what their events say")
        }
    }

    @Test func `a change that was taken back, or ended halfway, leaves the board as it says`() async throws {
        try await Scene.run("change_void") { scene in
            let player = try await scene.world.identity()
            try await scene.submit([5, 9], player)
            let store = RankingChangeStore(pool: scene.world.pool)
            try await scene.pend(.ascending, .best)
            let run = try #require(try await store.begin(scene.board))
            _ = try await store.stage(run, pass: 1)
            try await scene.pend(.descending, .first)
            #expect(try await store.promote(run, pass: 2) == nil)
            #expect(try await scene.world.state(scene.board, player)?.value == 9)
            // The database switched, and the worker died before the index did.
            let next = try #require(try await store.begin(scene.board))
            _ = try await store.stage(next, pass: 1)
            #expect(try await store.promote(next, pass: 2) != nil)
            #expect(try await scene.indexed() == nil, "an index of the order before does not answer")
            _ = try await scene.stage.perform([.applyRanking(scene.board)])
            #expect(try await scene.world.state(scene.board, player)?.value == 5)
            try await scene.expectOrder()
        }
    }

    @Test func `moderation while a change is prepared is in what the change puts into force, also where it changes nothing now`() async throws {
        try await Scene.run("change_moderated", keep: .latest) { scene in
            let player = try await scene.world.identity()
            try await scene.submit([100, 50], player)
            let store = RankingChangeStore(pool: scene.world.pool)
            try await scene.pend(.descending, .best)
            let run = try #require(try await store.begin(scene.board))
            #expect(try await store.stage(run, pass: 1) == 1)
            try await scene.world.execute(
                """
                INSERT INTO score_flags (score_event_id, flag_type, confidence, status)
                SELECT id, 'manual', 'low', 'confirmed_cheat' FROM score_events WHERE (event_payload->>'value')::float8 = 100
                """
            )
            _ = try await scene.stage.perform([.recomputeState(board: scene.board, identity: player, isTest: false)])
            #expect(try await store.promote(run, pass: 2) != nil)
            #expect(try await scene.world.state(scene.board, player)?.value == 50)
        }
    }

    @Test func `a run that begins waits for one that is being promoted, and leaves it what it staged`() async throws {
        try await Scene.run("change_twice", keep: .latest) { scene in
            try await scene.submit([9, 3], try await scene.world.identity())
            let store = RankingChangeStore(pool: scene.world.pool)
            try await scene.pend(.descending, .best)
            let run = try #require(try await store.begin(scene.board))
            #expect(try await store.stage(run, pass: 1) == 1)
            let (other, staged) = try await scene.world.pool.transaction { connection in
                // What promoting does first.
                _ = try await connection.query(Self.query("SELECT 1 FROM boards WHERE id = $1 FOR UPDATE", [scene.board]))
                let hasBegun = Mutex(false)
                // Not part of this transaction.
                let other = Task.detached {
                    defer { hasBegun.withLock { $0 = true } }
                    return try await store.begin(scene.board)
                }
                var isWaiting = false
                while !isWaiting, !hasBegun.withLock({ $0 }) {
                    isWaiting = try await connection.query(Self.query(Self.waitingText, [])).firstRow?.decode(0) ?? false
                }
                let left = try await connection.query(Self.query("SELECT count(*) FROM ranking_stage WHERE run_id = $1", [run.id]))
                return (other, try left.firstRow?.decode(0, as: Int64.self))
            }
            #expect(staged == 1)
            #expect(try await other.value != nil)
        }
    }

    /// Whether a transaction of this database waits for another one.
    private static let waitingText = """
        SELECT EXISTS (
            SELECT 1 FROM pg_locks w JOIN pg_locks h ON h.pid = w.pid JOIN pg_database d ON d.oid = h.database
            WHERE NOT w.granted AND d.datname = current_database()
        )
        """

    private static func query(_ sql: String, _ parameters: [(any PostgresEncodable)?]) -> PostgresQuery {
        PostgresQuery(sql, parameters, operation: "test", table: "test")
    }

    @Test func `a board that is gone loses its index`() async throws {
        try await Scene.run("change_gone") { scene in
            try await scene.submit([9], try await scene.world.identity())
            #expect(try await scene.indexed()?.count == 1)
            let layout = try #require(try await BoardRepository(pool: scene.world.pool).find(scene.board)).layout
            try await scene.world.execute("UPDATE boards SET deleted_at = now()")
            _ = try await scene.stage.perform([.applyRanking(scene.board)])
            let answer = try await scene.index.page(board: scene.board, pool: .production, layout: layout, from: 0, limit: 1)
            #expect(answer == .notReady(.missing))
        }
    }

    @Test func `earlier rows come first among equals when the policy says so`() async throws {
        try await Scene.run("change_ties") { scene in
            for number in 0..<6 { try await scene.submit([Double(number % 2)], try await scene.world.identity(), at: Int64(number)) }
            try await scene.expectOrder()
            try await scene.pend(.descending, .best, .earliest)
            _ = try await scene.stage.perform([.applyRanking(scene.board)])
            try await scene.expectOrder()
            try await scene.submit([1], try await scene.world.identity(), at: 9)
            try await scene.expectOrder()
        }
    }

    @Test func `ratios follow when a source shows other events`() async throws {
        try await Scene.run("change_source", keep: .best) { scene in
            let (games, ratio) = (try await scene.world.board(.counter), try await scene.world.board(.ratio))
            try await scene.world.execute(
                "INSERT INTO board_ratio_configs (board_id, numerator_board_id, denominator_board_id, scale) VALUES ($1, $2, $3, 1)",
                [ratio, scene.board, games]
            )
            let player = try await scene.world.identity()
            try await scene.submit([9, 3], player)
            _ = try await scene.world.ranking.apply([scene.world.job(games, player, 3, type: .counter)])
            _ = try await scene.stage.perform([.recomputeRatioBoard(ratio)])
            #expect(try await scene.world.state(ratio, player)?.value == 3)
            try await scene.pend(.descending, .latest)
            _ = try await scene.stage.perform([.applyRanking(scene.board)])
            let sent = try await scene.world.execute("SELECT event_name FROM outbox WHERE published_at IS NOT NULL ORDER BY occurred_at DESC LIMIT 1")
            #expect(try sent.firstRow?.decode(0, as: String.self) == OutboxEvent.ratioChangedName)
            _ = try await scene.stage.perform([.recomputeRatioBoard(ratio)])
            #expect(try await scene.world.state(ratio, player)?.value == 1)
        }
    }
}
