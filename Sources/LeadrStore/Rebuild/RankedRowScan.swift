import Foundation
import LeadrDomain
import Postgres

/// Reads all ranked rows of a board chunk by chunk, in the order of a unique index, so that no chunk costs more than another.
///
/// Rows written while the scan runs may or may not be seen. Whoever rebuilds something from it must take changes from elsewhere meanwhile, and look
/// whether the layout at the end is still the one at the beginning.
public struct RankedRowScan: Sendable {
    private let pool: PostgresPool
    private let chunk: Int

    /// A scanner.
    ///
    /// - Parameter chunk: most rows of one read.
    public init(pool: PostgresPool, chunk: Int = 2000) {
        self.pool = pool
        self.chunk = chunk
    }

    /// The present layout of a board; nil when there is no such live board.
    ///
    /// - Throws: ``PostgresError``.
    public func layout(of board: BoardID) async throws(PostgresError) -> RankLayout? {
        let query = PostgresQuery(
            "SELECT \(RankLayoutColumns.list) FROM boards WHERE id = $1 AND deleted_at IS NULL",
            [board],
            operation: "select",
            table: "boards"
        )
        return try await pool.query(query).firstRow.map { row throws(PostgresError) in try RankLayoutColumns.layout(row) }
    }

    /// Calls `body` with each chunk of live rows of a board, both pools.
    ///
    /// - Throws: ``PostgresError``, or what `body` throws.
    public func forEachChunk(of board: BoardID, _ body: ([RankedRow]) async throws -> Void) async throws {
        try await scan(board, Self.statesText, after: [UUID.zero, false], decode: { try RankedRow(BoardStateSQL.decode($0)) }) {
            [$0.identityID.uuid, $0.isTest]
        } body: {
            try await body($0)
        }
        try await scan(board, Self.entriesText, after: [UUID.zero], decode: { try RankedRow(RunEntrySQL.decode($0)) }) {
            [$0.selectedEventID?.uuid ?? UUID.zero]
        } body: {
            try await body($0)
        }
    }

    private func scan(
        _ board: BoardID,
        _ text: String,
        after first: [any PostgresEncodable],
        decode: (PostgresRow) throws -> RankedRow,
        place: (RankedRow) -> [any PostgresEncodable],
        body: ([RankedRow]) async throws -> Void
    ) async throws {
        var after = first
        while true {
            let parameters: [(any PostgresEncodable)?] = [board, Int32(clamping: chunk)] + after
            var rows: [RankedRow] = []
            for row in try await pool.query(PostgresQuery(text, parameters, operation: "select", table: "ranked_rows")) {
                rows.append(try decode(row))
            }
            let live = rows.filter(\.isRanked)
            if !live.isEmpty { try await body(live) }
            guard rows.count == chunk, let last = rows.last else { return }
            after = place(last)
        }
    }

    private static let statesText = """
        SELECT \(BoardStateSQL.columns) FROM board_states
        WHERE board_id = $1 AND (identity_id, is_test) > ($3, $4) ORDER BY identity_id, is_test LIMIT $2
        """

    private static let entriesText = """
        SELECT \(RunEntrySQL.columns) FROM run_entries WHERE board_id = $1 AND score_event_id > $3 ORDER BY score_event_id LIMIT $2
        """
}
