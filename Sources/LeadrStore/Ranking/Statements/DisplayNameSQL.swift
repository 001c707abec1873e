import LeadrDomain
import Postgres

/// Writes display names.
public enum DisplayNameSQL {
    /// Renames identities unless a newer submission already did.
    ///
    /// - Parameters:
    ///   - changes: Ascending by identity, one each.
    ///   - now: Time of writing.
    public static func update(_ changes: [DisplayNameChange], now: Timestamp) -> PostgresQuery {
        PostgresQuery(
            """
            WITH older AS MATERIALIZED (
                SELECT i.id, u.name, u.at FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS u (id, name, at), LATERAL (
                    SELECT id FROM identities WHERE id = u.id AND (
                        display_name_at IS NULL OR display_name_at < u.at OR (display_name_at = u.at AND display_name < u.name COLLATE "C")
                    ) FOR NO KEY UPDATE
                ) i
            )
            UPDATE identities SET display_name = older.name, display_name_at = older.at, updated_at = $4 FROM older WHERE identities.id = older.id
            """,
            [changes.map(\.identityID), changes.map(\.name), changes.map(\.acceptedAt), now],
            operation: "update",
            table: "identities"
        )
    }
}
