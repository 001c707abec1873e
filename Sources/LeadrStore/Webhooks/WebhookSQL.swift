import LeadrDomain
import Postgres

/// Reads webhooks.
enum WebhookSQL {
    /// Columns as ``decode(_:)`` expects them.
    static let columns = """
        id, account_id, game_id, url, description, event_types, is_active, disabled_reason, failing_since, secret, former_secret,
        former_secret_until, created_at, updated_at
        """

    /// What a webhook must be like to get messages.
    static func isListening(_ alias: String) -> String {
        "\(alias).is_active AND \(alias).deleted_at IS NULL AND \(ListOwners.accounts.exists(for: alias))"
    }

    /// Reads a row of ``columns``. Event types that this build does not know are left out.
    static func decode(_ row: PostgresRow) throws(PostgresError) -> Webhook {
        var column = ColumnReader(row)
        return Webhook(
            id: try column.next(),
            accountID: try column.next(),
            gameID: try column.next(),
            url: try column.next(),
            description: try column.next(),
            eventTypes: try column.next([String].self).compactMap(WebhookEventType.init(rawValue:)),
            isActive: try column.next(),
            disabledReason: try column.next(),
            failingSince: try column.next(),
            secrets: try secrets(&column),
            createdAt: try column.next(),
            updatedAt: try column.next()
        )
    }

    /// Reads `secret`, `former_secret` and `former_secret_until`.
    static func secrets(_ column: inout ColumnReader) throws(PostgresError) -> WebhookSecrets {
        WebhookSecrets(
            present: WebhookSecret(bytes: try column.next(PostgresBytea.self).bytes),
            former: try column.next(PostgresBytea?.self).map { WebhookSecret(bytes: $0.bytes) },
            formerUntil: try column.next()
        )
    }

    /// The webhooks of some accounts that get messages, held as they are until the transaction ends.
    static func listening(of accounts: [AccountID]) -> PostgresQuery {
        let text = "SELECT \(columns) FROM webhooks w WHERE account_id = ANY ($1) AND \(isListening("w")) ORDER BY id FOR SHARE"
        return PostgresQuery(text, [accounts], operation: "select", table: "webhooks")
    }

    /// Switches webhooks off, and says why.
    static func switchingOff(_ webhooks: [WebhookID], _ reason: String) -> PostgresQuery {
        let text = """
            UPDATE webhooks SET is_active = false, disabled_reason = $2, updated_at = now() WHERE id = ANY ($1) AND is_active AND deleted_at IS NULL
            """
        return PostgresQuery(text, [webhooks, reason], operation: "update", table: "webhooks")
    }

    /// Gives up what is pending for some webhooks that get nothing any more. An administrator may deliver it anew later.
    static func abandoning(_ webhooks: [WebhookID], _ reason: String) -> PostgresQuery {
        let text = """
            UPDATE webhook_deliveries SET status = 'cancelled', failed_at = now(), error_message = $2, due_at = NULL, claimed_until = NULL, updated_at = now()
            WHERE webhook_id = ANY ($1) AND status = 'pending'
            """
        return PostgresQuery(text, [webhooks, reason], operation: "update", table: "webhook_deliveries")
    }
}
