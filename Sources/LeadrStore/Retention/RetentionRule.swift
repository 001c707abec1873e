import Postgres

/// A kind of rows that is deleted after its time.
public enum RetentionRule: String, Sendable, Hashable, CaseIterable {
    /// Sessions of players that expired or were revoked.
    case sessions
    /// Imported nonces that expired unused; used ones are kept (`contract/platform.md §7`).
    case nonces
    /// Runs of background tasks.
    case taskRuns = "task-runs"
    /// Mails that were sent or given up.
    case mails
    /// Messages of webhooks that no delivery is pending of, and those deliveries.
    case webhookMessages = "webhook-messages"
    /// Dead submissions that an operator retried or dropped.
    case deadSubmissions = "dead-submissions"
    /// Rejections (`contract/rulings.md`: 30 days).
    case rejections
    /// The record of operators' changes.
    case operatorActions = "operator-actions"
    /// Events of deleted boards. Those of live boards are what ranks are defined by, and stay.
    case scoreEvents = "score-events"

    /// Table of the rows.
    public var table: String {
        switch self {
        case .sessions: "identity_sessions"
        case .nonces: "nonces"
        case .taskRuns: "scheduler_runs"
        case .mails: "emails"
        case .webhookMessages: "webhook_messages"
        case .deadSubmissions: "dead_submissions"
        case .rejections: "submission_outcomes"
        case .operatorActions: "operator_actions"
        case .scoreEvents: "score_events"
        }
    }

    /// Deletes a chunk of rows whose time ended more than `age` ago, by the database's clock.
    func deletion(olderThan age: Duration, limit: Int) -> PostgresQuery {
        let text = "DELETE FROM \(table) WHERE \(key) IN (\(selection))"
        return PostgresQuery(text, [age / .seconds(1), Int64(limit)], operation: "delete", table: table)
    }

    private static let cutoff = "now() - $1::float8 * interval '1 second'"

    private var key: String {
        switch self {
        case .deadSubmissions, .rejections: "event_id"
        case .sessions, .nonces, .taskRuns, .mails, .webhookMessages, .operatorActions, .scoreEvents: "id"
        }
    }

    /// Keys of the rows that are to go, at most `$2`. Each walks an index that begins with what goes first.
    private var selection: String {
        switch self {
        case .sessions:
            """
            SELECT id FROM (
                (SELECT id FROM identity_sessions WHERE refresh_expires_at < \(Self.cutoff) ORDER BY refresh_expires_at LIMIT $2)
                UNION ALL
                (SELECT id FROM identity_sessions WHERE revoked_at < \(Self.cutoff) ORDER BY revoked_at LIMIT $2)
            ) AS ended LIMIT $2
            """
        case .nonces: Self.first("id", of: table, where: "status = 'pending' AND expires_at", by: "expires_at")
        case .taskRuns: Self.first("id", of: table, where: "started_at", by: "started_at, id")
        case .mails: Self.first("id", of: table, where: "status IN ('sent', 'delivered', 'failed') AND created_at", by: "created_at")
        case .webhookMessages:
            Self.first(
                "id",
                of: table,
                where:
                    "NOT EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.message_id = webhook_messages.id AND d.status = 'pending' AND \(WebhookDeliveryStore.isLive("d"))) AND created_at",
                by: "created_at"
            )
        case .deadSubmissions: Self.first("event_id", of: table, where: "resolved_at", by: "resolved_at")
        case .rejections: Self.first("event_id", of: table, where: "decided_at", by: "decided_at")
        case .operatorActions: Self.first("id", of: table, where: "at", by: "at, id")
        case .scoreEvents:
            """
            SELECT old.id FROM boards b CROSS JOIN LATERAL (SELECT id FROM score_events WHERE board_id = b.id LIMIT $2) AS old
            WHERE b.deleted_at < \(Self.cutoff) LIMIT $2
            """
        }
    }

    private static func first(_ key: String, of table: String, where time: String, by order: String) -> String {
        "SELECT \(key) FROM \(table) WHERE \(time) < \(cutoff) ORDER BY \(order) LIMIT $2"
    }
}
