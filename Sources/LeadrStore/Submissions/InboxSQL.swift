import LeadrDomain
import Postgres

/// Writes the inbox, which exists only with `INGEST_DURABILITY=postgres`.
enum InboxSQL {
    /// Takes submissions out.
    static func delete(_ ids: [ScoreEventID]) -> PostgresQuery {
        PostgresQuery("DELETE FROM inbox WHERE event_id = ANY ($1)", [ids], operation: "delete", table: "inbox")
    }
}
