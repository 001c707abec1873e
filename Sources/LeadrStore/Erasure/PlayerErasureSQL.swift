import LeadrDomain
import Postgres

/// Statements about all that the database has of a player.
enum PlayerErasureSQL {
    /// A table and which of its rows are about a player.
    struct Part {
        let table: String
        let condition: String
        let parameters: [(any PostgresEncodable)?]

        var count: PostgresQuery {
            PostgresQuery("SELECT count(*) FROM \(table) t WHERE \(condition)", parameters, operation: "erase", table: table)
        }

        var removal: PostgresQuery {
            PostgresQuery("DELETE FROM \(table) t WHERE \(condition)", parameters, operation: "erase", table: table)
        }
    }

    /// All tables, in an order in which what tells where to look is removed last. Sessions and nonces go with the identity.
    static func parts(_ player: IdentityID, _ boards: [BoardID], _ game: GameID) -> [Part] {
        let onBoards = "t.board_id = ANY ($1) AND t.identity_id = $2"
        let parameters: [(any PostgresEncodable)?] = [boards, player]
        return [
            Part(
                table: "score_flags",
                condition: """
                    t.score_event_id IN (SELECT e.id FROM score_events e WHERE e.board_id = ANY ($1) AND e.identity_id = $2)
                    """,
                parameters: parameters
            ),
            Part(
                table: "ranking_stage",
                condition: "t.row_id IN (SELECT s.id FROM board_states s WHERE s.board_id = ANY ($1) AND s.identity_id = $2)",
                parameters: parameters
            ),
            Part(table: "score_submission_metadata", condition: onBoards, parameters: parameters),
            Part(table: "board_names", condition: onBoards, parameters: parameters),
            Part(table: "run_entries", condition: onBoards, parameters: parameters),
            Part(table: "board_states", condition: onBoards, parameters: parameters),
            Part(table: "score_events", condition: onBoards, parameters: parameters),
            Part(table: "submission_outcomes", condition: "t.identity_id = $1", parameters: [player]),
            Part(table: "dead_submissions", condition: "t.identity_id = $1", parameters: [player]),
            Part(table: "webhook_messages", condition: "t.identity_id = $1", parameters: [player]),
            Part(table: "outbox", condition: "t.payload ->> 'identity_id' = $1", parameters: [player.wire]),
            Part(
                table: "devices",
                condition: """
                    t.game_id = $2 AND t.client_fingerprint IN (SELECT i.external_key FROM identities i WHERE i.id = $1 AND i.kind = 'DEVICE')
                    """,
                parameters: [player, game]
            ),
            Part(table: "identity_sessions", condition: "t.identity_id = $1", parameters: [player]),
            Part(table: "identities", condition: "t.id = $1", parameters: [player]),
        ]
    }

    /// Where the player is first. Those rows stay, without the player (``BoardLeaderSQL``).
    static func firstPlaces(of player: IdentityID) -> Part {
        Part(table: "board_leaders", condition: "t.identity_id = $1", parameters: [player])
    }

    /// All players who were removed.
    static let erased = PostgresQuery("SELECT identity_id FROM erased_players", [], operation: "select", table: "erased_players")

    /// Those of some players who were removed.
    static func erased(among players: [IdentityID]) -> PostgresQuery {
        let text = "SELECT identity_id FROM erased_players WHERE identity_id = ANY ($1)"
        return PostgresQuery(text, [players], operation: "select", table: "erased_players")
    }

    /// The player, and those that the same device, or the same account of a shop, was before it was deleted: it gets a fresh identity each time.
    static func incarnations(of player: IdentityID) -> PostgresQuery {
        let text = """
            SELECT o.id FROM identities p JOIN identities o ON o.game_id = p.game_id AND o.kind = p.kind AND o.external_key = p.external_key
            WHERE p.id = $1 AND o.id <> p.id ORDER BY o.id
            """
        return PostgresQuery(text, [player], operation: "select", table: "identities")
    }

    /// Account and game of a player, erased or not.
    static func owner(of player: IdentityID) -> PostgresQuery {
        let text = """
            SELECT account_id, game_id FROM identities WHERE id = $1
            UNION ALL SELECT account_id, game_id FROM erased_players WHERE identity_id = $1 LIMIT 1
            """
        return PostgresQuery(text, [player], operation: "select", table: "identities")
    }

    /// Boards of a game, deleted ones included, ascending.
    ///
    /// - Parameter holding: Waits for the ranking transactions on them, and has new ones wait.
    static func boards(of game: GameID, holding: Bool) -> PostgresQuery {
        let text = "SELECT id FROM boards WHERE game_id = $1 ORDER BY id" + (holding ? " FOR NO KEY UPDATE" : "")
        return PostgresQuery(text, [game], operation: "select", table: "boards")
    }

    /// Notes that a player is erased, once.
    static func mark(_ player: IdentityID, _ account: AccountID, _ game: GameID, at now: Timestamp) -> PostgresQuery {
        let text = "INSERT INTO erased_players (identity_id, account_id, game_id, erased_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING"
        return PostgresQuery(text, [player, account, game, now], operation: "insert", table: "erased_players")
    }

    /// Run entries of a player.
    static func entries(of player: IdentityID, on boards: [BoardID]) -> PostgresQuery {
        let text = "SELECT \(RunEntrySQL.columns) FROM run_entries WHERE identity_id = $2 AND board_id = ANY ($1)"
        return PostgresQuery(text, [boards, player], operation: "select", table: "run_entries")
    }

    /// Layouts of boards.
    static func layouts(of boards: [BoardID]) -> PostgresQuery {
        let text = "SELECT b.id, \(RankLayoutColumns.list) FROM boards b WHERE b.id = ANY ($1)"
        return PostgresQuery(text, [boards], operation: "select", table: "boards")
    }

    /// What waits in the inbox for some boards: event and payload.
    static func inbox(of boards: [BoardID]) -> PostgresQuery {
        PostgresQuery("SELECT event_id, payload FROM inbox WHERE board_id = ANY ($1)", [boards], operation: "select", table: "inbox")
    }
}
