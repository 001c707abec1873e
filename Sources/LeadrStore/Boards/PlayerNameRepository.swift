import LeadrDomain
import Postgres

/// Reads who holds which name on boards with unique names; the ranking transaction writes it.
public struct PlayerNameRepository: Sendable {
    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Who holds a name; nil when nobody does.
    public func holder(of name: NameKey) async throws(PostgresError) -> IdentityID? {
        let sql = "SELECT identity_id FROM board_names WHERE board_id = $1 AND name_key = $2"
        let result = try await pool.query(PostgresQuery(sql, [name.boardID, name.text], operation: "select", table: "board_names"))
        return try result.firstRow?.decode(0)
    }
}
