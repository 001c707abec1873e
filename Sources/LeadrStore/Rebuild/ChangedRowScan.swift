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
    /// (`design.md §4`): it runs after a restart of Redis only, and reads each table once.
    ///
    /// - Throws: ``PostgresError``, or what `body` throws.
    public func forEachChunk(since time: Timestamp, _ body: (RankedRowChanges) async throws -> Void) async throws {
        let states = try await read(BoardStateSQL.columns, "board_states WHERE version > 0", since: time)
        try await handOver(states, body) { RankedRow(try BoardStateSQL.decode($0)) }
        let entries = try await read(RunEntrySQL.columns, "run_entries WHERE true", since: time)
        try await handOver(entries, body) { RankedRow(try RunEntrySQL.decode($0)) }
    }

    /// Layouts come with the rows in one statement, since a change of a board's order changes both at once.
    private func read(_ columns: String, _ source: String, since time: Timestamp) async throws(PostgresError) -> PostgresResult {
        let text = """
            SELECT r.*, \(RankLayoutColumns.list) FROM (SELECT \(columns) FROM \(source) AND updated_at >= $1) r JOIN boards b ON b.id = r.board_id
            """
        return try await pool.query(PostgresQuery(text, [time], operation: "select", table: "ranked_rows"))
    }

    private func handOver(
        _ result: PostgresResult,
        _ body: (RankedRowChanges) async throws -> Void,
        decode: (PostgresRow) throws -> RankedRow
    ) async throws {
        for start in stride(from: 0, to: result.count, by: chunk) {
            var changes = RankedRowChanges()
            for row in result[start..<min(start + chunk, result.count)] {
                let ranked = try decode(row)
                changes.rows.append(ranked)
                changes.layouts[ranked.boardID] = try RankLayoutColumns.layout(row, from: row.columnCount - 2)
            }
            try await body(changes)
        }
    }
}
