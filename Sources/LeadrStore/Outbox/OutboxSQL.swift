import Foundation
import LeadrDomain
import Postgres

/// Writes the outbox; for transactions that record events with their change.
public enum OutboxSQL {
    /// Inserts events; of those that only webhooks hear of, the ones that somebody wants.
    public static func insert(_ events: [OutboxEvent]) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO outbox (id, event_name, event_version, payload, occurred_at, tenant_id)
            SELECT * FROM unnest($1::uuid[], $2::text[], $3::int4[], $4::jsonb[], $5::timestamptz[], $6::uuid[])
                AS e (id, event_name, event_version, payload, occurred_at, tenant_id)
            WHERE NOT e.event_name = ANY ($7) OR \(hasListener("e.event_name", of: "e.tenant_id"))
            """,
            Columns.of(events) { columns in
                columns.add { $0.id }
                columns.add { $0.name }
                columns.add { Int32(clamping: $0.version) }
                columns.addJSON { $0.payload }
                columns.add { $0.occurredAt }
                columns.add { $0.tenantID }
                columns.addConstant(WebhookEventType.allCases.map(\.rawValue))
            },
            operation: "insert",
            table: "outbox"
        )
    }

    /// Records events, if there are any, in a transaction.
    static func record(_ events: [OutboxEvent], on connection: PostgresConnection) async throws(PostgresError) {
        if !events.isEmpty { _ = try await connection.query(insert(events)) }
    }

    /// Gives a recorded event another payload.
    static func replace(_ event: OutboxEvent) -> PostgresQuery {
        let parameters: [(any PostgresEncodable)?] = [event.id, PostgresJSON(bytes: event.payload)]
        return PostgresQuery("UPDATE outbox SET payload = $2::jsonb WHERE id = $1", parameters, operation: "update", table: "outbox")
    }

    /// Whether a webhook of an account wants events of a name.
    static func hasListener(_ name: String, of account: String) -> String {
        "EXISTS (SELECT 1 FROM webhooks w WHERE w.account_id = \(account) AND \(name) = ANY (w.event_types) AND \(WebhookSQL.isListening("w")))"
    }
}
