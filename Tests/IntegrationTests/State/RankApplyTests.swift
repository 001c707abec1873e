import Foundation
import LeadrDomain
import LeadrState
import Redis
import Testing

@Suite struct RankApplyTests {
    private let board = BoardID(UUID())

    /// A history of every row: values and creation times move, rows go and come back.
    private func history(rows: Int, versions: Int64) -> [RankChange] {
        RankOracle.randomRows(rows, board: board).flatMap { row in
            (1...versions).map { version in
                var change = row
                change.version = version
                change.rankValue = Int.random(in: 0..<5) == 0 ? nil : Double(Int.random(in: -5...5))
                if Bool.random() { change.member.createdAt = Timestamp(microseconds: row.member.createdAt.microseconds - version) }
                return change
            }
        }
    }

    @Test func `shuffled and repeated applies end in the same order as the newest versions`() async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board)
            let history = history(rows: 150, versions: 6)
            var oracle = RankOracle()
            for change in history { oracle.apply(change) }
            let deliveries = (history + history.shuffled().prefix(300)).shuffled()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for start in stride(from: 0, to: deliveries.count, by: 37) {
                    group.addTask { try await index.apply(Array(deliveries[start..<min(start + 37, deliveries.count)])) }
                }
                try await group.waitForAll()
            }
            #expect(try await index.everything(board: board) == oracle.sorted.map(\.member))
        }
    }

    @Test func `an older version is refused, a deletion included`() async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board)
            var row = RankOracle.randomRows(1, board: board)[0]
            row.version = 5
            #expect(try await index.apply([row])[board]?.rows == 1)
            row.version = 4
            row.rankValue = nil
            #expect(try await index.apply([row])[board]?.rows == 0)
            #expect(try await index.everything(board: board).count == 1)
            row.version = 6
            try await index.apply([row])
            row.version = 5
            row.rankValue = 1
            try await index.apply([row])
            #expect(try await index.everything(board: board).isEmpty)
        }
    }

    @Test func `an old member goes when the index no longer remembers it but the change names it`() async throws {
        try await withRedisState { access async throws in
            _ = try await access.readyIndex(board)
            let index = access.rankIndex(memory: .milliseconds(1))
            var row = RankOracle.randomRows(1, board: board)[0]
            try await index.apply([row])
            row.formerCreatedAt = row.member.createdAt
            row.member.createdAt = Timestamp(microseconds: 5)
            row.version = 2
            // Until the server forgot the first version, which lives for three milliseconds.
            var keys = 1
            while keys > 0 { keys = try await access.client.send(RedisCommand("KEYS", .string(access.keys.prefix + "*:v:*"))).array?.count ?? 0 }
            try await index.apply([row])
            #expect(try await index.everything(board: board) == [row.member])
        }
    }

    @Test func `every apply changes the version of its board, and of no other`() async throws {
        try await withRedisState { access async throws in
            let other = BoardID(UUID())
            let index = try await access.readyIndex(board, other)
            let before = try await index.states(of: [board, other]).map(\.version)
            let applied = try await index.apply(RankOracle.randomRows(1200, board: board))
            let after = try await index.states(of: [board, other]).map(\.version)
            #expect(applied[board]?.rows == 1200 && applied[board]?.boardVersion == after[0])
            #expect(after[0] > before[0] && after[1] == before[1])
            #expect(try await index.version(of: board) == after[0])
        }
    }

    @Test func `versions of boards do not repeat when Redis lost everything`() async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board)
            // As fast as can be, from many callers at once: the clock must stay ahead of the counter.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<100 { group.addTask { try await index.apply(RankOracle.randomRows(1, board: board)) } }
                try await group.waitForAll()
            }
            let before = try await index.version(of: board)
            let keys = try await access.client.send(RedisCommand("KEYS", .string(access.keys.prefix + "*"))).array ?? []
            _ = try await access.client.send(RedisCommand("DEL", keys.compactMap(\.bytes).map { .bytes($0) }))
            try await index.apply(RankOracle.randomRows(1, board: board))
            #expect(try await index.version(of: board) > before)
        }
    }

    @Test func `rows of many boards are applied in one go`() async throws {
        try await withRedisState { access async throws in
            let boards = (0..<20).map { _ in BoardID(UUID()) }
            let index = access.rankIndex()
            try await access.confirmAll(index)
            for board in boards { _ = try await index.finish(index.beginRebuild(of: board)) }
            let rows = boards.flatMap { RankOracle.randomRows(25, board: $0) }.shuffled()
            #expect(try await index.apply(rows).values.map(\.rows) == [Int](repeating: 25, count: 20))
            let ranks = try await index.ranks(of: rows.map { RankLookup(boardID: $0.boardID, pool: $0.pool, member: $0.member) })
            for board in boards {
                let own = zip(rows, ranks).filter { $0.0.boardID == board }.compactMap { $0.1.value ?? nil }
                #expect(own.sorted() == Array(1...25))
            }
        }
    }

    @Test func `members without a row can be discarded`() async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board)
            let rows = RankOracle.randomRows(5, board: board)
            try await index.apply(rows)
            let stray = RankMember(createdAt: Timestamp(microseconds: 0), id: UUID())
            #expect(try await index.discard([rows[0].member, stray], board: board, pool: .production) == 1)
            #expect(try await index.everything(board: board).count == 4)
        }
    }
}
