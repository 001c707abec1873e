import Foundation
import LeadrDomain
import LeadrState
import Testing

@Suite struct RankReadTests {
    private let board = BoardID(UUID())
    /// One layout of each tie policy, of different versions.
    private static let layouts = TiePolicy.allCases.enumerated().map { RankLayout(version: Int64($0.offset) * 9, ties: $0.element) }

    @Test(arguments: [true, false], layouts)
    func `ranks equal a sorted list of 5000 rows with ties`(isDescending: Bool, layout: RankLayout) async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board, layout: layout)
            let rows = RankOracle.randomRows(5000, board: board, layout: layout, isDescending: isDescending)
            try await index.apply(rows)
            let oracle = RankOracle(ties: layout.ties, of: rows)
            let (sorted, expected) = (oracle.sorted, oracle.ranks)
            let entries = try await index.entries(board: board, layout: layout)
            #expect(entries.map(\.member) == sorted.map(\.member))
            #expect(entries.map(\.rank) == expected)
            let lookups = sorted.map { RankLookup(boardID: board, pool: .production, layout: layout, member: $0.member) }
            #expect(try await index.ranks(of: lookups).map(\.value) == expected.map { .some($0) })
            #expect(try await index.standings(of: [lookups[77]]) == [.ready(RankStanding(rank: expected[77], total: 5000))])
        }
    }

    @Test(arguments: layouts) func `every place between and on rows is found, and pages lead on from it`(layout: RankLayout) async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board, layout: layout)
            let rows = RankOracle.randomRows(400, board: board, layout: layout)
            try await index.apply(rows)
            let oracle = RankOracle(ties: layout.ties, of: rows)
            let (orders, ranks) = (oracle.sorted.map { RankOracle.order($0) }, oracle.ranks)
            for _ in 0..<150 {
                let isRow = Bool.random()
                let place =
                    isRow
                    ? orders[.random(in: 0..<400)]
                    : RankOrder(
                        rankValue: Double(Int.random(in: -22...22)) / 4,
                        createdAt: Timestamp(microseconds: 1_700_000_000_000_000 + .random(in: -1..<6)),
                        id: UUID()
                    )
                let before = orders.count { $0.precedes(place, layout.ties) }
                let behind = before + (isRow ? 1 : 0)
                let position = try #require(try await index.position(of: place, board: board, pool: .production, layout: layout).value)
                #expect(position.before == before && position.isOccupied == isRow)
                let after = try #require(try await index.page(after: place, board: board, pool: .production, layout: layout, limit: 7).value)
                #expect(after.entries.map(\.member.id) == orders[behind...].prefix(7).map(\.id))
                #expect(after.entries.map(\.rank) == Array(ranks[behind...].prefix(7)))
                #expect(after.start == behind)
                let earlier = try #require(try await index.page(before: place, board: board, pool: .production, layout: layout, limit: 7).value)
                #expect(earlier.entries.map(\.member.id) == orders[..<before].suffix(7).map(\.id))
                #expect(earlier.entries.map(\.rank) == Array(ranks[..<before].suffix(7)))
                #expect(earlier.start == max(0, before - 7) && earlier.hasPrevious == (before > 7))
            }
        }
    }

    @Test(arguments: [1, 2, 4, 5, 20], layouts)
    func `a window around a row follows the contract`(limit: Int, layout: RankLayout) async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board, layout: layout)
            try await index.apply(RankOracle.randomRows(30, board: board, layout: layout))
            let all = try await index.entries(board: board, layout: layout)
            for (place, entry) in all.enumerated() {
                let answer = try await index.around(entry.member, board: board, pool: .production, layout: layout, limit: limit)
                let around = try #require(answer.value ?? nil)
                let window = AroundWindow(limit: limit, availableAbove: place, availableBelow: 29 - place)
                #expect(around.page.entries == Array(all[(place - window.above)...(place + window.below)]))
                #expect(around.targetRank == entry.rank && around.page.entries[around.targetIndex] == entry)
                #expect(around.hasPrevious == window.hasPrevious && around.hasNext == window.hasNext)
            }
            let absent = RankMember(createdAt: Timestamp(microseconds: 0), id: UUID())
            #expect(try await index.around(absent, board: board, pool: .production, layout: layout, limit: limit) == .ready(nil))
        }
    }

    @Test(arguments: [1, 2, 5, 20], layouts)
    func `a window around a value stands before all rows of equal value, or behind them`(limit: Int, layout: RankLayout) async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board, layout: layout)
            let rows = RankOracle.randomRows(30, board: board, layout: layout)
            try await index.apply(rows)
            let all = try await index.entries(board: board, layout: layout)
            for step in -22...22 {
                let place = ValuePlaceholder(rankValue: Double(step) / 4, ties: layout.ties)
                let around = try #require(try await index.around(place, board: board, pool: .production, layout: layout, limit: limit).value)
                let above = rows.compactMap(\.rankValue).count { layout.ties == .earliest ? $0 <= place.rankValue : $0 < place.rankValue }
                let window = AroundWindow(limit: limit, availableAbove: above, availableBelow: 30 - above)
                #expect(around.targetRank == above + 1 && around.targetIndex == window.above)
                #expect(around.page.entries == Array(all[(above - window.above)..<(above + window.below)]))
            }
        }
    }

    @Test func `pools are ranked apart and zero has no sign`() async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board)
            let production = RankOracle.randomRows(3, board: board)
            var test = RankOracle.randomRows(1, board: board, pool: .test)
            test[0].rankValue = -0.0
            try await index.apply(production + test)
            #expect(try await index.rank(of: RankLookup(boardID: board, pool: .test, member: test[0].member)) == .ready(1))
            #expect(try await index.rank(of: RankLookup(boardID: board, pool: .production, member: test[0].member)) == .ready(nil))
            let page = try #require(try await index.page(board: board, pool: .test, from: 0, limit: 10).value)
            #expect(page.head.total == 1 && page.entries[0].rankValue.sign == .plus)
        }
    }

    @Test(arguments: [1e300, -1e300, .leastNonzeroMagnitude, 0.1, 123_456_789.123_456_79, 9_007_199_254_740_992] as [Double])
    func `values keep every bit`(value: Double) async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board)
            var row = RankOracle.randomRows(1, board: board)[0]
            row.rankValue = value
            try await index.apply([row])
            let page = try #require(try await index.page(board: board, pool: .production, from: 0, limit: 1).value)
            #expect(page.entries.map(\.rankValue) == [value])
            let place = RankOracle.order(row)
            #expect(try await index.position(of: place, board: board, pool: .production, layout: .initial).value?.isOccupied == true)
        }
    }
}
