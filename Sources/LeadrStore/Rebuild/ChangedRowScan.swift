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

    /// Calls `body` with the rows updated at or after `time`. There is no index for this on purpose (`design.md §4`): it runs after a restart of
    /// Redis only, and reads each table once.
    ///
    /// - Throws: ``PostgresError``, or what `body` throws.
    public func forEachChunk(since time: Timestamp, _ body: ([RankedRow]) async throws -> Void) async throws {
        let states = "SELECT \(BoardStateSQL.columns) FROM board_states WHERE updated_at >= $1 AND version > 0"
        for rows in chunks(try await read(states, time).map { try RankedRow(BoardStateSQL.decode($0)) }) { try await body(rows) }
        let entries = "SELECT \(RunEntrySQL.columns) FROM run_entries WHERE updated_at >= $1"
        for rows in chunks(try await read(entries, time).map { try RankedRow(RunEntrySQL.decode($0)) }) { try await body(rows) }
    }

    private func read(_ text: String, _ time: Timestamp) async throws(PostgresError) -> PostgresResult {
        try await pool.query(PostgresQuery(text, [time], operation: "select", table: "ranked_rows"))
    }

    private func chunks(_ rows: [RankedRow]) -> [[RankedRow]] {
        stride(from: 0, to: rows.count, by: chunk).map { Array(rows[$0..<min($0 + chunk, rows.count)]) }
    }
}
