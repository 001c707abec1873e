import LeadrDomain
import Postgres

extension WebhookSQL {
    /// Stores messages that are not there yet.
    static func insertion(of messages: [WebhookMessage]) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO webhook_messages (id, account_id, event_type, identity_id, occurred_at, body)
            SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::timestamptz[], $6::text[]) ON CONFLICT DO NOTHING
            """,
            Columns.of(messages) { columns in
                columns.add { $0.id }
                columns.add { $0.accountID }
                columns.add { $0.eventType }
                columns.add { $0.identityID }
                columns.add { $0.occurredAt }
                columns.add { String(decoding: $0.body, as: UTF8.self) }
            },
            operation: "insert",
            table: "webhook_messages"
        )
    }

    /// Stores deliveries that are not there yet, as ones that nobody has queued.
    static func insertion(of deliveries: [WebhookPlan.Delivery]) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO webhook_deliveries (id, account_id, webhook_id, message_id, event_type)
            SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[]) ON CONFLICT DO NOTHING
            """,
            Columns.of(deliveries) { columns in
                columns.add { $0.id }
                columns.add { $0.message.accountID }
                columns.add { $0.webhookID }
                columns.add { $0.message.id }
                columns.add { $0.message.eventType }
            },
            operation: "insert",
            table: "webhook_deliveries"
        )
    }
}
