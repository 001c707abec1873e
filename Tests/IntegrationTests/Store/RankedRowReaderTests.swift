import Foundation
import LeadrDomain
import LeadrJobs
import LeadrStore
import Postgres
import TestSupport
import Testing

@Suite struct RankedRowReaderTests {
    /// A board with many ties in value and time, and its rows in the order of `scoring.md` §5.5.
    private func filled(
        _ world: StoreWorld,
        _ type: BoardType,
        descending: Bool,
        ties: TiePolicy = .newest,
        count: Int = 60
    ) async throws -> (BoardID, [RankedRow]) {
        let board = try await world.board(type, descending: descending, ties: ties)
        var jobs: [SubmissionJob] = []
        for index in 0..<count {
            let player = IdentityID(UUID())
            jobs.append(world.job(board, player, Double(index % 5) - 2, at: Int64(index % 3), type: type))
            jobs.append(world.job(board, player, 1, type: type, isTest: true))
        }
        let rows = try await world.ranking.apply(jobs).rows.filter { !$0.isTest }
        return (board, rows.sorted { $0.order.precedes($1.order, ties) })
    }

    private func filter(
        _ board: BoardID,
        _ type: BoardType,
        _ descending: Bool,
        isTest: Bool? = false,
        identity: IdentityID? = nil
    ) -> RankedRowFilter {
        let now = Timestamp(microseconds: 0)
        let board = Board(
            id: board,
            accountID: AccountID(UUID()),
            gameID: GameID(UUID()),
            name: "b",
            slug: "b",
            shortCode: "B",
            sortDirection: descending ? .descending : .ascending,
            boardType: type,
            createdAt: now,
            updatedAt: now
        )
        return RankedRowFilter(board, isTest: isTest, identityID: identity)
    }

    @Test(arguments: [BoardType.runIdentity, .runRuns], [true, false])
    func `paging forward and back again shows every row once in board order`(type: BoardType, descending: Bool) async throws {
        try await StoreWorld.run("rows") { world in
            for ties in [TiePolicy.newest, .earliest] {
                let (board, expected) = try await filled(world, type, descending: descending, ties: ties)
                let reader = RankedRowReader(pool: world.pool)
                let filter = filter(board, type, descending)
                let sort = SortSpec.scores(isDescending: descending, ties: ties)
                let (forward, end) = try await walk(reader, filter, sort, from: nil)
                #expect(forward.map(\.id) == expected.map(\.id))
                let (backward, _) = try await walk(reader, filter, sort, from: end)
                #expect(backward.map(\.id) == expected.dropLast(4).map(\.id))
            }
        }
    }

    @Test func `custom sorts page through every row`() async throws {
        try await StoreWorld.run("rows") { world in
            let (board, rows) = try await filled(world, .runIdentity, descending: true)
            let reader = RankedRowReader(pool: world.pool)
            let fields: [SortField] = [.createdAt, .updatedAt, SortField("primary_value", .number), .id]
            for field in fields {
                for order in [FieldOrder.ascending, .descending] {
                    let sort = SortSpec([SortTerm(field, order)])
                    let (walked, _) = try await walk(reader, filter(board, .runIdentity, true), sort, from: nil)
                    #expect(Set(walked.map(\.id)) == Set(rows.map(\.id)))
                    #expect(walked.count == rows.count)
                }
            }
        }
    }

    /// Follows the cursors to the end and returns all rows in list order, with the cursor back from the last page.
    private func walk(
        _ reader: RankedRowReader,
        _ filter: RankedRowFilter,
        _ sort: SortSpec,
        from start: PageCursor?
    ) async throws -> (rows: [RankedRow], back: PageCursor?) {
        var rows: [RankedRow] = []
        var cursor = start
        while true {
            let request = PageRequest(limit: try PageLimit(7), sort: sort, cursor: cursor)
            let page = try await reader.page(filter, request)
            let isBackward = cursor?.direction == .backward
            rows = isBackward ? page.rows + rows : rows + page.rows
            guard let boundary = isBackward ? page.rows.first : page.rows.last, isBackward ? page.hasPrevious : page.hasNext else {
                return (rows, page.rows.first.map { position(of: $0, sort, .backward) })
            }
            cursor = position(of: boundary, sort, isBackward ? .backward : .forward)
        }
    }

    private func position(of row: RankedRow, _ sort: SortSpec, _ direction: PageDirection) -> PageCursor {
        PageCursor(
            position: sort.terms.map { RankedRowReader.position(row, $0.field) },
            rowID: row.id,
            sort: sort,
            filters: PageFilters(),
            direction: direction
        )
    }

    @Test(arguments: [BoardType.runIdentity, .runRuns], [true, false])
    func `ranks are row numbers of the pool in board order, or shared by equal values`(type: BoardType, descending: Bool) async throws {
        try await StoreWorld.run("rows") { world in
            for ties in TiePolicy.allCases {
                let (board, expected) = try await filled(world, type, descending: descending, ties: ties)
                let reader = RankedRowReader(pool: world.pool)
                let ranks = try await reader.ranks(of: expected, boardType: type, ties: ties)
                let oracle = expected.indices.map { place in
                    ties == .shared ? 1 + expected.count { $0.rankValue < expected[place].rankValue } : place + 1
                }
                #expect(expected.map { ranks[$0.id] } == oracle)
                #expect(try await reader.count(filter(board, type, descending)) == expected.count)
                #expect(try await reader.count(filter(board, type, descending, isTest: nil)) == 2 * expected.count)
            }
        }
    }

    @Test(arguments: [true, false]) func `better rows are counted with and without those of equal value`(descending: Bool) async throws {
        try await StoreWorld.run("rows") { world in
            let (board, rows) = try await filled(world, .runIdentity, descending: descending)
            let (reader, filter) = (RankedRowReader(pool: world.pool), filter(board, .runIdentity, descending))
            let value = descending ? -1.0 : 1
            let (better, equal) = (rows.count { $0.rankValue < value }, rows.count { $0.rankValue == value })
            #expect(better > 0 && equal > 0)
            #expect(try await reader.countBetter(than: value, filter) == better)
            #expect(try await reader.countBetter(than: value, orEqual: true, filter) == better + equal)
        }
    }

    @Test func `filters by player and pool choose the rows`() async throws {
        try await StoreWorld.run("rows") { world in
            let (board, expected) = try await filled(world, .runIdentity, descending: true)
            let reader = RankedRowReader(pool: world.pool)
            let request = PageRequest(limit: try PageLimit(100), sort: .scores(isDescending: true, ties: .newest))
            let mine = try await reader.page(filter(board, .runIdentity, true, isTest: nil, identity: expected[3].identityID), request)
            #expect(mine.rows.count == 2 && mine.rows.contains { $0.id == expected[3].id })
            let all = try await reader.page(filter(board, .runIdentity, true, isTest: nil), request)
            #expect(all.rows.count == 100 && all.hasNext)
            #expect(all.rows.map(\.order) == all.rows.map(\.order).sorted { $0.precedes($1, .newest) })
        }
    }

    @Test func `a score is looked up as state, then as entry, and not when it is excluded`() async throws {
        try await StoreWorld.run("rows") { world in
            let (_, states) = try await filled(world, .runIdentity, descending: true, count: 2)
            let (_, entries) = try await filled(world, .runRuns, descending: true, count: 2)
            let reader = RankedRowReader(pool: world.pool)
            #expect(try await reader.find(ScoreID(states[0].id))?.id == states[0].id)
            #expect(try await reader.find(ScoreID(entries[0].id))?.id == entries[0].id)
            try await world.execute("UPDATE run_entries SET excluded_at = now() WHERE id = $1", [entries[0].id])
            #expect(try await reader.find(ScoreID(entries[0].id)) == nil)
            let ids = [entries[1].id, entries[0].id, UUID()]
            #expect(try await reader.find(ids, boardType: .runRuns).map(\.id) == [entries[1].id])
        }
    }

    @Test(arguments: [("board_states", BoardType.runIdentity), ("run_entries", .runRuns)])
    func `the default order is read from the ranking index`(table: String, type: BoardType) async throws {
        try await StoreWorld.run("rows") { world in
            let (board, rows) = try await filled(world, type, descending: true, count: 1500)
            try await world.execute("ANALYZE \(table)")
            let sort = SortSpec.scores(isDescending: true, ties: .newest)
            let cursor = position(of: rows[700], sort, .forward)
            for request in [PageRequest(sort: sort), PageRequest(sort: sort, cursor: cursor)] {
                let plan = try await RankedRowReader(pool: world.pool).explain(filter(board, type, true), request)
                #expect(plan.contains("ix_\(table)_ranking"))
                #expect(!plan.contains("Seq Scan"))
                #expect(!plan.contains("Filter:"))
            }
        }
    }
}
