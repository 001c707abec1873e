import LeadrDomain
import Postgres

/// Closes boards whose end has passed (`contract/scoring.md §2.7`).
public struct BoardExpiry: Sendable {
    private let pool: PostgresPool

    /// On a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Makes every active board inactive whose `ends_at` is not in the future, by the database's clock; returns which.
    ///
    /// Safe in several processes at once: rows that another one holds are left to it.
    ///
    /// - Throws: `PostgresError`.
    public func expire() async throws(PostgresError) -> [BoardID] {
        let text = """
            UPDATE boards SET is_active = false, updated_at = now() WHERE id IN (
                SELECT id FROM boards WHERE is_active AND deleted_at IS NULL AND ends_at <= now() ORDER BY id FOR UPDATE SKIP LOCKED)
            RETURNING id
            """
        var expired: [BoardID] = []
        for row in try await pool.query(PostgresQuery(text, operation: "update", table: "boards")) { expired.append(try row.decode(0)) }
        return expired
    }

    /// Closes boards of one game whose end had passed at `now`; one that somebody else holds is waited for.
    ///
    /// ``expire()`` leaves out boards that are being ranked on. Their slugs would still be taken when the next board of a template needs them.
    static func closing(of game: GameID, at now: Timestamp) -> PostgresQuery {
        // Locked in the order of the ranking transaction, so that the two do not deadlock.
        let text = """
            UPDATE boards SET is_active = false, updated_at = now() WHERE id IN (
                SELECT id FROM boards WHERE game_id = $1 AND is_active AND deleted_at IS NULL AND ends_at <= $2 ORDER BY id FOR UPDATE)
            """
        return PostgresQuery(text, [game, now], operation: "update", table: "boards")
    }
}
