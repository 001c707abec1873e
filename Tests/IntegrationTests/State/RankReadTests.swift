import Foundation
import LeadrDomain
import LeadrState
import Testing

@Suite struct RankReadTests {
    private let board = BoardID(UUID())

    @Test(arguments: [true, false])
    func `ranks equal a sorted list of 5000 rows with ties`(isDescending: Bool) async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board)
            let rows = RankOracle.randomRows(5000, board: board, isDescending: isDescending)
            try await index.apply(rows)
            var oracle = RankOracle()
            for row in rows { oracle.apply(row) }
            let sorted = oracle.sorted
            #expect(try await index.everything(board: board) == sorted.map(\.member))
            let ranks = try await index.ranks(of: sorted.map { RankLookup(boardID: board, pool: .production, member: $0.member) })
            #expect(ranks.map(\.value) == (1...5000).map { .some($0) })
        }
    }

    @Test func `every place between and on rows is found, and pages lead on from it`() async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board)
            let rows = RankOracle.randomRows(400, board: board)
            try await index.apply(rows)
            let orders = rows.map { RankOracle.order($0) }.sorted()
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
                let before = orders.count { $0 < place }
                let position = try #require(try await index.position(of: place, board: board, pool: .production).value)
                #expect(position.before == before && position.isOccupied == isRow)
                let after = try #require(try await index.page(after: place, board: board, pool: .production, limit: 7).value)
                #expect(after.entries.map(\.member.id) == orders[(before + (isRow ? 1 : 0))...].prefix(7).map(\.id))
                #expect(after.start == before + (isRow ? 1 : 0))
                let earlier = try #require(try await index.page(before: place, board: board, pool: .production, limit: 7).value)
                #expect(earlier.entries.map(\.member.id) == orders[..<before].suffix(7).map(\.id))
                #expect(earlier.start == max(0, before - 7) && earlier.hasPrevious == (before > 7))
            }
        }
    }

    @Test(arguments: [1, 2, 4, 5, 20])
    func `a window around a row follows the contract`(limit: Int) async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board)
            try await index.apply(RankOracle.randomRows(30, board: board))
            let all = try await index.everything(board: board)
            for (rank, member) in all.enumerated() {
                let around = try #require(try await index.around(member, board: board, pool: .production, limit: limit).value ?? nil)
                let window = AroundWindow(limit: limit, availableAbove: rank, availableBelow: 29 - rank)
                #expect(around.page.entries.map(\.member) == Array(all[(rank - window.above)...(rank + window.below)]))
                #expect(around.targetRank == rank + 1 && around.page.entries[around.targetIndex].member == member)
                #expect(around.hasPrevious == window.hasPrevious && around.hasNext == window.hasNext)
            }
            let absent = RankMember(createdAt: Timestamp(microseconds: 0), id: UUID())
            #expect(try await index.around(absent, board: board, pool: .production, limit: limit) == .ready(nil))
        }
    }

    @Test(arguments: [1, 2, 5, 20])
    func `a window around a value stands before all rows of equal value`(limit: Int) async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board)
            let rows = RankOracle.randomRows(30, board: board)
            try await index.apply(rows)
            let all = try await index.everything(board: board)
            for step in -22...22 {
                let value = Double(step) / 4
                let around = try #require(try await index.around(rankValue: value, board: board, pool: .production, limit: limit).value)
                let better = rows.count { ($0.rankValue ?? .infinity) < value }
                let window = AroundWindow(limit: limit, availableAbove: better, availableBelow: 30 - better)
                #expect(around.targetRank == better + 1 && around.targetIndex == window.above)
                #expect(around.page.entries.map(\.member) == Array(all[(better - window.above)..<(better + window.below)]))
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
            #expect(try await index.position(of: RankOracle.order(row), board: board, pool: .production).value?.isOccupied == true)
        }
    }
}
