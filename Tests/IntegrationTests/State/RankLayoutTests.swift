import Foundation
import LeadrDomain
import Redis
import Testing

@testable import LeadrState

@Suite struct RankLayoutTests {
    private let board = BoardID(UUID())
    private let first = RankLayout.initial
    private let second = RankLayout(version: 1, ties: .earliest)

    private func ids(_ index: RankIndex, _ layout: RankLayout) async throws -> Set<UUID>? {
        guard case .ready = try await index.page(board: board, pool: .production, layout: layout, from: 0, limit: 1) else { return nil }
        return Set(try await index.everything(board: board, layout: layout).map(\.id))
    }

    /// A field of the board's meta hash.
    private func meta(_ access: RedisStateAccess, _ field: String) async throws -> String? {
        try await access.client.send(RedisCommand("HGET", access.keys.rankBoard(board), .string(field))).string
    }

    @Test func `a row enters only the generation of its layout, live or being built, and each is read by its own name`() async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board, layout: first)
            let rebuild = try await index.beginRebuild(of: board, layout: second)
            let old = RankOracle.randomRows(5, board: board, layout: first)
            let new = RankOracle.randomRows(7, board: board, layout: second)
            let strange = RankOracle.randomRows(3, board: board, layout: RankLayout(version: 2, ties: .newest))
            try await index.apply(old + new + strange)
            #expect(try await index.insert(old + strange, into: rebuild) == 0)
            let read = RankOracle.randomRows(2, board: board, layout: second)
            #expect(try await index.insert(read, into: rebuild) == 2)
            #expect(try await ids(index, first) == Set(old.map(\.member.id)))
            #expect(try await ids(index, second) == nil)
            #expect(try await index.finish(rebuild).productionRows == 9)
            #expect(try await ids(index, first) == nil)
            #expect(try await ids(index, second) == Set((new + read).map(\.member.id)))
            #expect(try await index.everything(board: board, layout: second) == RankOracle(ties: .earliest, of: new + read).sorted.map(\.member))
        }
    }

    @Test func `deletions and discarded members leave the generations of other layouts alone`() async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board, layout: second)
            var row = RankOracle.randomRows(1, board: board, layout: second)[0]
            try await index.apply([row])
            #expect(try await index.discard([row.member], board: board, pool: .production, layout: first) == 0)
            row.layout = first
            row.rankValue = nil
            try await index.apply([row])
            #expect(try await ids(index, second) == [row.member.id])
            #expect(try await index.discard([row.member], board: board, pool: .production, layout: second) == 1)
            #expect(try await ids(index, second) == [])
        }
    }

    @Test func `the version moves with the generation: begun, finished, given up, dropped`() async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board, layout: second)
            #expect(try await meta(access, "e") == "1")
            #expect(try await meta(access, "f") == nil)
            let third = try await index.beginRebuild(of: board, layout: RankLayout(version: 2, ties: .shared))
            #expect(try await meta(access, "f") == "2")
            #expect(try await index.abort(third))
            #expect(try await meta(access, "e") == "1")
            #expect(try await meta(access, "f") == nil)
            let fourth = try await index.beginRebuild(of: board, layout: RankLayout(version: 3, ties: .newest))
            _ = try await index.beginRebuild(of: board, layout: RankLayout(version: 4, ties: .newest))
            await #expect(throws: RankRebuildError.superseded) { try await index.finish(fourth) }
            #expect(try await meta(access, "f") == "4")
            try await index.drop(board)
            #expect(try await meta(access, "e") == nil)
            #expect(try await meta(access, "f") == nil)
        }
    }

    @Test func `a row that was remembered in the other order of equal values leaves nothing behind when it moves`() async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board, layout: second)
            var row = RankOracle.randomRows(1, board: board, layout: second)[0]
            try await index.apply([row])
            // As a worker does that still holds the board as it was.
            row.layout = first
            try await index.apply([row])
            row.layout = second
            row.version = 2
            row.member.createdAt = Timestamp(microseconds: 5)
            try await index.apply([row])
            #expect(try await index.everything(board: board, layout: second) == [row.member])
        }
    }

    @Test func `what answers for another layout than the live one is missing, whatever is asked`() async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board, layout: second)
            let row = RankOracle.randomRows(1, board: board, layout: second)[0]
            try await index.apply([row])
            let place = ValuePlaceholder(rankValue: 0, ties: .newest)
            #expect(try await index.rank(of: RankLookup(boardID: board, pool: .production, member: row.member)) == .notReady(.missing))
            #expect(try await index.page(board: board, pool: .production, from: 0, limit: 5) == .notReady(.missing))
            #expect(try await index.around(row.member, board: board, pool: .production, limit: 5) == .notReady(.missing))
            #expect(try await index.around(place, board: board, pool: .production, layout: first, limit: 5) == .notReady(.missing))
            let order = RankOracle.order(row)
            #expect(try await index.page(after: order, board: board, pool: .production, layout: first, limit: 5) == .notReady(.missing))
            #expect(try await index.page(before: order, board: board, pool: .production, layout: first, limit: 5) == .notReady(.missing))
        }
    }
}
