import LeadrDomain
import Postgres

/// Reads the ranked rows that changed since a point in time, in chunks; deleted and excluded rows included, as tombstones.
public struct ChangedRowScan: Sendable {
    private let pool: PostgresPool
    private let chunk: Int

    /// A scanner.
    ///
    /// - Parameter chunk: most rows handed over at once.
    public init(pool: PostgresPool, chunk: Int = 2000) {
        self.pool = pool
        self.chunk = chunk
    }

    /// Calls `body` with the rows updated at or after `time` and the layouts of their boards. There is no index for this on purpose
    /// (`design.md §4`): it runs after a restart of Redis only, and reads each table once, through a cursor, so that no row waits in memory.
    ///
    /// - Throws: ``PostgresError``, or what `body` throws.
    public func forEachChunk(since time: Timestamp, _ body: (RankedRowChanges) async throws -> Void) async throws {
        let states = "SELECT \(BoardStateSQL.columns) FROM board_states WHERE updated_at >= $1 AND version > 0"
        try await scan(states, time, body) { RankedRow(try BoardStateSQL.decode($0)) }
        let entries = "SELECT \(RunEntrySQL.columns) FROM run_entries WHERE updated_at >= $1"
        try await scan(entries, time, body) { RankedRow(try RunEntrySQL.decode($0)) }
    }

    /// Layouts come with the rows in one statement, since a change of a board's order changes both at once.
    private func scan(
        _ rows: String,
        _ time: Timestamp,
        _ body: (RankedRowChanges) async throws -> Void,
        decode: (PostgresRow) throws -> RankedRow
    ) async throws {
        let text = "DECLARE changed NO SCROLL CURSOR FOR SELECT r.*, \(RankLayoutColumns.list) FROM (\(rows)) r JOIN boards b ON b.id = r.board_id"
        try await pool.transaction(.recoveryRead) { connection in
            _ = try await connection.query(PostgresQuery(text, [time], operation: "select", table: "ranked_rows"))
            while true {
                let fetch = PostgresQuery("FETCH \(chunk) FROM changed", [], operation: "select", table: "ranked_rows")
                let found = try await connection.query(fetch)
                var changes = RankedRowChanges()
                for row in found {
                    let ranked = try decode(row)
                    changes.rows.append(ranked)
                    changes.layouts[ranked.boardID] = try RankLayoutColumns.layout(row, from: row.columnCount - 2)
                }
                if !changes.rows.isEmpty { try await body(changes) }
                guard found.count == chunk else { return }
            }
        }
    }
}
