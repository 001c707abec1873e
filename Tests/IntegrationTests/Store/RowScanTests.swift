import Foundation
import LeadrDomain
import LeadrJobs
import LeadrStore
import TestSupport
import Testing

@Suite struct RowScanTests {
    private func ids(_ scan: RankedRowScan, _ board: BoardID) async throws -> [UUID] {
        var ids: [UUID] = []
        try await scan.forEachChunk(of: board) { rows in
            #expect((1...3).contains(rows.count))
            ids += rows.map(\.id)
        }
        return ids
    }

    @Test(arguments: [BoardType.runIdentity, .runRuns]) func `a scan in chunks sees every live row of a board once`(type: BoardType) async throws {
        try await StoreWorld.run("scan") { world in
            let (board, other) = (try await world.board(type), try await world.board(type))
            for value in 0..<8 {
                let identity = try await world.identity()
                _ = try await world.ranking.apply([
                    world.job(board, identity, Double(value), type: type), world.job(board, identity, 1, type: type, isTest: true),
                    world.job(other, identity, 2, type: type),
                ])
            }
            let found = try await ids(RankedRowScan(pool: world.pool, chunk: 3), board)
            #expect(found.count == 16 && Set(found).count == 16)
        }
    }

    @Test func `a deleted row is not scanned, and its change is`() async throws {
        try await StoreWorld.run("scan_deleted") { world in
            let board = try await world.board()
            let (kept, gone) = (try await world.identity(), try await world.identity())
            _ = try await world.ranking.apply([world.job(board, kept, 1), world.job(board, gone, 2)])
            let before = Timestamp(microseconds: 0)
            try await world.execute("UPDATE board_states SET updated_at = 'epoch' WHERE identity_id = $1", [kept])
            try await world.execute(
                "UPDATE board_states SET deleted_at = now(), updated_at = now(), version = version + 1 WHERE identity_id = $1",
                [gone]
            )
            #expect(try await ids(RankedRowScan(pool: world.pool, chunk: 3), board).count == 1)
            var changed: [RankedRow] = []
            try await ChangedRowScan(pool: world.pool).forEachChunk(since: before + .seconds(1)) { changed += $0.rows }
            #expect(changed.map(\.identityID) == [gone] && changed.allSatisfy { !$0.isRanked })
            var all: [RankedRow] = []
            try await ChangedRowScan(pool: world.pool, chunk: 1).forEachChunk(since: before) { all += $0.rows }
            #expect(all.count == 2)
        }
    }

    @Test func `changed rows of both tables come with the layouts of their boards, chunk by chunk`() async throws {
        try await StoreWorld.run("scan_layouts") { world in
            let (states, entries) = (try await world.board(ties: .shared), try await world.board(.runRuns))
            try await world.execute("UPDATE boards SET ranking_version = 4 WHERE id = $1", [states])
            for value in 0..<5 {
                let identity = try await world.identity()
                _ = try await world.ranking.apply([
                    world.job(states, identity, Double(value)), world.job(entries, identity, Double(value), type: .runRuns),
                ])
            }
            var seen: [BoardID: Int] = [:]
            try await ChangedRowScan(pool: world.pool, chunk: 2).forEachChunk(since: Timestamp(microseconds: 0)) { changes in
                #expect((1...2).contains(changes.rows.count) && Set(changes.layouts.keys) == changes.boardIDs)
                for row in changes.rows {
                    seen[row.boardID, default: 0] += 1
                    #expect(changes.layouts[row.boardID] == (row.boardID == states ? RankLayout(version: 4, ties: .shared) : .initial))
                }
            }
            #expect(seen == [states: 5, entries: 5])
            let scan = RankedRowScan(pool: world.pool)
            #expect(try await scan.layout(of: states) == RankLayout(version: 4, ties: .shared))
            #expect(try await scan.layout(of: BoardID(UUID())) == nil)
        }
    }
}
