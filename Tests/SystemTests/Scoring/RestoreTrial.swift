import ByteJSON
import Foundation
import Postgres
import TestSupport
import Testing

/// Database and Redis are lost, and a backup is restored: every board shows what it showed.
struct RestoreTrial: Sendable {
    let installation: Installation

    static let settings = ["BACKUP_ENABLED": "true"]

    func perform() async throws {
        let started = ContinuousClock.now
        let boards = try await self.boards()
        #expect(boards.count > 100, "there is something to lose")
        let (rows, pages) = (try await fingerprint(), try await self.pages(boards))
        let folder = installation.folder.appendingPathComponent("backups").path
        try installation.require("backup", "--local", folder)
        try installation.require("backup", "verify", "--local", folder)
        await installation.stopAll()
        try await loseEverything()
        try installation.require("restore", "--local", folder, "--apply")
        try await installation.startAll()
        #expect(try await fingerprint() == rows)
        #expect(try await self.pages(boards) == pages)
        // The same from the index, once it is there.
        #expect(try await eventually { try await installation.isSettled() })
        for board in boards.prefix(5) { try installation.require("board", "verify", board.id) }
        #expect(try await self.pages(boards) == pages)
        print("restore: \(boards.count) boards, \(ContinuousClock.now - started)")
    }

    private struct Board: Hashable {
        let id: String
        let isTest: Bool
    }

    /// Pools of boards with rows.
    private func boards() async throws -> [Board] {
        let sql = """
            SELECT DISTINCT 'brd_' || b.id, r.is_test FROM boards b JOIN (
                SELECT board_id, is_test FROM board_states WHERE deleted_at IS NULL
                UNION SELECT board_id, is_test FROM run_entries WHERE deleted_at IS NULL
            ) r ON r.board_id = b.id WHERE b.deleted_at IS NULL ORDER BY 1, 2
            """
        return try await installation.postgres.query(PostgresQuery(sql, operation: "select", table: "boards")).map {
            Board(id: try $0.decode(0), isTest: try $0.decode(1))
        }
    }

    /// What administrators see of each.
    private func pages(_ boards: [Board]) async throws -> [Board: JSONValue] {
        let api = GameAPI(port: installation.port, adminKey: installation.superadminKey)
        var pages: [Board: JSONValue] = [:]
        for board in boards {
            let answer = try await api.administer("/scores?board_id=\(board.id)&is_test=\(board.isTest)&limit=100")
            guard answer.status == 200 else { throw SystemTestError("a board was answered \(answer.status): \(answer.body)") }
            pages[board] = answer.body
        }
        return pages
    }

    /// All that is ranked, and why.
    private func fingerprint() async throws -> [String] {
        try await ["board_states", "run_entries", "score_events", "score_flags", "board_names"].asyncMap { table in
            let sql = "SELECT coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') FROM \(table) t"
            return try await installation.postgres.query(PostgresQuery(sql, operation: "select", table: table)).firstRow?.decode(0) ?? ""
        }
    }

    private func loseEverything() async throws {
        try await installation.dropDatabase()
        try installation.redis.command("FLUSHALL")
    }
}
