import LeadrDomain
import Postgres

/// Makes events go out once more whose jobs were lost with Redis.
public struct OutboxReplay: Sendable {
    /// Events whose consumers compute from present state, so that an event too many changes nothing. Those behind mails and webhooks are not among
    /// them: what is still pending there is queued by the look for such that nobody queued.
    static let repeatable = [
        OutboxEvent.stateChangedName, OutboxEvent.scoresModeratedName, OutboxEvent.rankingChangedName, OutboxEvent.ratioChangedName,
    ]

    private let pool: PostgresPool

    /// On a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Marks the repeatable events that are still kept as unsent, one of those that say the same; the relay sends them. Mails and webhooks that
    /// are pending count as not queued.
    ///
    /// - Returns: Number of events.
    public func replay() async throws(PostgresError) -> Int {
        let query = PostgresQuery(
            """
            UPDATE outbox SET published_at = NULL WHERE id IN (
                SELECT DISTINCT ON (event_name, payload) id FROM outbox
                WHERE published_at IS NOT NULL AND event_name = ANY ($1) ORDER BY event_name, payload, id DESC)
            """,
            [Self.repeatable],
            operation: "update",
            table: "outbox"
        )
        let unqueuing = [
            DeliveryLedger<Kinds.Email>.unqueuing(EmailStore.table), DeliveryLedger<Kinds.WebhookDelivery>.unqueuing(WebhookDeliveryStore.table),
        ]
        return try await pool.pipelinedTransaction([query] + unqueuing, options: .recoveryWrite)[0].affectedRows
    }
}
