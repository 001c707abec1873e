import Foundation
import LeadrDomain
import Postgres

/// Writes the outbox; for transactions that record events with their change.
public enum OutboxSQL {
    /// Inserts events.
    public static func insert(_ events: [OutboxEvent]) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO outbox (id, event_name, event_version, payload, occurred_at, tenant_id)
            SELECT * FROM unnest($1::uuid[], $2::text[], $3::int4[], $4::jsonb[], $5::timestamptz[], $6::uuid[])
            """,
            Columns.of(events) { columns in
                columns.add { $0.id }
                columns.add { $0.name }
                columns.add { Int32(clamping: $0.version) }
                columns.addJSON { $0.payload }
                columns.add { $0.occurredAt }
                columns.add { $0.tenantID }
            },
            operation: "insert",
            table: "outbox"
        )
    }
}
