import LeadrDomain
import Postgres

extension BoardRepository {
    /// A live board of a live game and account, by its short code.
    ///
    /// - Parameter code: The code in upper case, as ``LeadrDomain/ShortCode/normalised(_:)`` makes it.
    public func find(shortCode code: String) async throws(PostgresError) -> Board? {
        let sql =
            "SELECT \(BoardColumns.list) FROM boards WHERE short_code = $1 AND deleted_at IS NULL AND \(ListOwners.games.exists(for: "boards"))"
        return try await pool.query(PostgresQuery(sql, [code], operation: "select", table: "boards")).firstRow.map(BoardColumns.board)
    }
}
