import LeadrDomain
import Postgres

/// Which slugs and short codes are in use, asked on a pool or inside a transaction.
enum BoardHandleSQL {
    /// Slugs among some that an active board of the game has.
    static func activeSlugs(among slugs: [String], game: GameID) -> PostgresQuery {
        let sql = "SELECT slug FROM boards WHERE game_id = $1 AND slug = ANY($2) AND is_active AND deleted_at IS NULL"
        return PostgresQuery(sql, [game, slugs], operation: "select", table: "boards")
    }

    /// Codes among some that a board has. Deleted boards count, because the unique index counts them.
    static func takenShortCodes(among codes: [String]) -> PostgresQuery {
        PostgresQuery("SELECT short_code FROM boards WHERE short_code = ANY($1)", [codes], operation: "select", table: "boards")
    }

    /// The texts of a result's first column.
    static func texts(_ result: PostgresResult) throws(PostgresError) -> Set<String> {
        var texts: Set<String> = []
        for row in result { texts.insert(try row.decode(0)) }
        return texts
    }
}
