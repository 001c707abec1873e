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

    /// The name that a live row shows; nil without one.
    public func name(of state: BoardStateID) async throws(PostgresError) -> String? {
        let sql = "SELECT player_name FROM board_states WHERE id = $1 AND deleted_at IS NULL"
        return try await pool.query(PostgresQuery(sql, [state], operation: "select", table: "board_states")).firstRow?.decode(0)
    }

    /// Boards of a game on which somebody else holds a name (`contract/scoring.md §5.7`), oldest first.
    ///
    /// - Parameters:
    ///   - name: The name as it was written.
    ///   - boards: Boards to look at; nil for all of the game.
    ///   - identity: Who asks; own names are no conflict.
    public func conflicts(
        of name: String,
        game: GameID,
        boards: [BoardID]?,
        for identity: IdentityID
    ) async throws(PostgresError) -> [PlayerNameConflict] {
        guard let key = NameKey.text(of: name) else { return [] }
        let sql = """
            SELECT b.id, b.name FROM boards b JOIN board_names n ON n.board_id = b.id AND n.name_key = $2
            WHERE b.game_id = $1 AND b.unique_player_names AND b.deleted_at IS NULL AND n.identity_id <> $3 AND ($4 OR b.id = ANY($5))
            ORDER BY b.created_at, b.id
            """
        var conflicts: [PlayerNameConflict] = []
        let parameters: [(any PostgresEncodable)?] = [game, key, identity, boards == nil, boards ?? []]
        for row in try await pool.query(PostgresQuery(sql, parameters, operation: "select", table: "board_names")) {
            conflicts.append(PlayerNameConflict(boardID: try row.decode(0), boardName: try row.decode(1)))
        }
        return conflicts
    }
}
