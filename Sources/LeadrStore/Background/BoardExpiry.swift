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
            WITH ended AS (
                UPDATE boards SET is_active = false, updated_at = now() WHERE id IN (
                    SELECT id FROM boards WHERE is_active AND deleted_at IS NULL AND ends_at <= now() ORDER BY id FOR UPDATE SKIP LOCKED)
                RETURNING id, account_id),
            \(Self.telling)
            SELECT id FROM ended
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
            WITH ended AS (
                UPDATE boards SET is_active = false, updated_at = now() WHERE id IN (
                    SELECT id FROM boards WHERE game_id = $1 AND is_active AND deleted_at IS NULL AND ends_at <= $2 ORDER BY id FOR UPDATE)
                RETURNING id, account_id),
            \(telling)
            SELECT id FROM ended
            """
        return PostgresQuery(text, [game, now], operation: "update", table: "boards")
    }

    /// Records the event of every board that ended and that a webhook wants to hear of.
    private static let telling = """
        told AS (
            INSERT INTO outbox (id, event_name, event_version, payload, occurred_at, tenant_id)
            SELECT gen_random_uuid(), '\(WebhookEventType.boardEnded.rawValue)', 1,
                jsonb_build_object('board_id', '\(Kinds.Board.prefix)_' || ended.id), now(), ended.account_id
            FROM ended WHERE \(OutboxSQL.hasListener("'\(WebhookEventType.boardEnded.rawValue)'", of: "ended.account_id")))
        """
}
