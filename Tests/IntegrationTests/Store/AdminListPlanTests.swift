import Foundation
import LeadrDomain
import Postgres
import TestSupport
import Testing

@testable import LeadrStore

/// Lists over tables that grow with every submission must read about as much as they show, whatever else is in the table.
@Suite struct AdminListPlanTests {
    /// A table, its index, the columns a row needs besides its board, and the statement of a page.
    struct Records: Sendable, CustomTestStringConvertible {
        let table: String
        let index: String
        let columns: String
        let values: String
        let list: @Sendable (BoardRowFilter, PageRequest) -> PostgresQuery

        var testDescription: String { table }
    }

    private static let all = [
        Records(
            table: "score_events",
            index: "ix_score_events_board_created",
            columns: "id, account_id, game_id, identity_id",
            values: "gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid()"
        ) { ScoreEventRepository.list($0, isTest: nil, $1) },
        Records(
            table: "board_states",
            index: "ix_board_states_board_created",
            columns: "id, identity_id, primary_value, rank_value",
            values: "gen_random_uuid(), gen_random_uuid(), n, n"
        ) { BoardStateRepository.list($0, $1) },
        Records(
            table: "run_entries",
            index: "ix_run_entries_board_created",
            columns: "id, identity_id, score_event_id, primary_value, rank_value",
            values: "gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), n, n"
        ) { RunEntryRepository.list($0, $1) },
        Records(
            table: "score_submission_metadata",
            index: "ix_score_submission_metadata_board",
            columns: "identity_id, score_event_id, last_submission_at",
            values: "gen_random_uuid(), gen_random_uuid(), now()"
        ) { SubmissionMetadataRepository.list($0, $1) },
    ]

    /// Rows on a big board and on twenty small ones, and the big board.
    private func fill(_ world: StoreWorld, _ records: Records) async throws -> BoardID {
        let board = try await world.board()
        for _ in 0..<20 { _ = try await world.board() }
        try await world.execute(
            """
            INSERT INTO \(records.table) (board_id, created_at, \(records.columns))
            SELECT b.id, now() - n * interval '1 s', \(records.values) FROM boards b, generate_series(1, CASE WHEN b.id = $1 THEN 4000 ELSE 100 END) n
            """,
            [board]
        )
        try await world.execute("ANALYZE \(records.table)")
        try await world.execute("ANALYZE boards")
        return board
    }

    private func plan(_ query: PostgresQuery, in world: StoreWorld) async throws -> String {
        var lines: [String] = []
        for row in try await world.execute("EXPLAIN " + query.sql, query.parameters) { lines.append(try row.decode(0)) }
        return lines.joined(separator: "\n")
    }

    @Test(arguments: all)
    func `the newest rows of one board, of an account and of all come from an index, on later pages as well`(records: Records) async throws {
        try await StoreWorld.run("plans") { world in
            let board = try await fill(world, records)
            let start = PageCursor(
                position: [.timestamp(SystemClock().now() - .seconds(2000)), .uuid(UUID())],
                rowID: UUID(),
                sort: .newestFirst,
                filters: PageFilters(),
                direction: .forward
            )
            let scopes = [BoardRowFilter(boardID: board), BoardRowFilter(accountID: world.accountID), BoardRowFilter()]
            for scope in scopes {
                for cursor in [nil, start] {
                    let plan = try await plan(records.list(scope, PageRequest(cursor: cursor)), in: world)
                    #expect(plan.contains("using \(records.index)"), "\(plan)")
                    #expect(!plan.contains("Seq Scan on \(records.table)"), "\(plan)")
                    // The page starts where the cursor stands, and does not read its way there.
                    guard cursor != nil else { continue }
                    #expect(plan.contains(#/Index Cond: .*created_at <= /#), "\(plan)")
                }
            }
        }
    }

    @Test func `the players of a ratio are found along an index, however small its boards are among others`() async throws {
        try await StoreWorld.run("plans") { world in
            let states = try #require(Self.all.filter { $0.table == "board_states" }.first)
            let big = try await fill(world, states)
            let small = try await world.execute("SELECT id FROM boards WHERE id <> $1 LIMIT 2", [big]).map { try $0.decode(0, as: BoardID.self) }
            for boards in [[big] + small, small + [BoardID(UUID())]] {
                let place = StateKey(boardID: boards[0], identityID: IdentityID(UUID()), isTest: false)
                let plan = try await plan(RatioSQL.players(of: boards, after: place, limit: 10), in: world)
                #expect(plan.matches(of: #/uq_board_state_board_identity/#).count >= 3, "\(plan)")
                #expect(!plan.contains("Seq Scan on board_states"), "\(plan)")
            }
        }
    }
}
