import Foundation
import LeadrDomain
import Postgres

/// Hands events of the outbox on, at least once each.
public struct OutboxStore: Sendable {
    /// Longest `last_error`, as the column allows.
    private static let errorLength = 2048

    private let pool: PostgresPool

    /// Creates a store.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Takes events that are not handed on, lets `publish` hand them on, and marks what became of them, in one transaction.
    ///
    /// Several relays may run at once: each takes rows that no other holds. When `publish` throws, or the process dies, the events stay.
    ///
    /// - Parameters:
    ///   - limit: Events to take, at most.
    ///   - publish: Returns the events that could not be handed on, with what an operator must know.
    /// - Returns: Number of events taken; less than `limit` when none are left.
    /// - Throws: ``PostgresError``, or what `publish` throws.
    public func relay(limit: Int, _ publish: ([OutboxEvent]) async throws -> [UUID: String]) async throws -> Int {
        try await pool.transaction { connection in
            let events = try await connection.query(Self.claim(limit)).map { try Self.decode($0) }
            guard !events.isEmpty else { return 0 }
            let failures = try await publish(events)
            let published = events.map(\.id).filter { failures[$0] == nil }
            var statements = StatementList()
            statements.append(published) { Self.mark($0) }
            statements.append(failures.map { ($0.key, String($0.value.prefix(Self.errorLength))) }) { Self.fail($0) }
            _ = try await connection.pipeline(statements.queries)
            return events.count
        }
    }

    /// Events that wait, and the age of the oldest.
    ///
    /// - Throws: ``PostgresError``.
    public func backlog() async throws(PostgresError) -> (count: Int, oldest: Timestamp?) {
        let query = PostgresQuery(
            "SELECT count(*), min(occurred_at) FROM outbox WHERE published_at IS NULL",
            operation: "select",
            table: "outbox"
        )
        guard let row = try await pool.query(query).firstRow else { return (0, nil) }
        return (Int(try row.decode(0, as: Int64.self)), try row.decode(1))
    }

    /// Deletes events handed on before `time`.
    ///
    /// - Returns: Number of events deleted.
    /// - Throws: ``PostgresError``.
    public func deletePublished(before time: Timestamp) async throws(PostgresError) -> Int {
        let query = PostgresQuery("DELETE FROM outbox WHERE published_at < $1", [time], operation: "delete", table: "outbox")
        return try await pool.query(query).affectedRows
    }

    private static func claim(_ limit: Int) -> PostgresQuery {
        PostgresQuery(
            """
            SELECT id, event_name, event_version, payload, occurred_at, tenant_id FROM outbox WHERE published_at IS NULL
            ORDER BY occurred_at, id LIMIT $1 FOR UPDATE SKIP LOCKED
            """,
            [Int64(limit)],
            operation: "select",
            table: "outbox"
        )
    }

    private static func decode(_ row: PostgresRow) throws(PostgresError) -> OutboxEvent {
        OutboxEvent(
            id: try row.decode(0),
            name: try row.decode(1),
            version: Int(try row.decode(2, as: Int32.self)),
            payload: try row.decode(3, as: PostgresJSON.self).bytes,
            occurredAt: try row.decode(4),
            tenantID: try row.decode(5)
        )
    }

    private static func mark(_ ids: [UUID]) -> PostgresQuery {
        PostgresQuery("UPDATE outbox SET published_at = now() WHERE id = ANY ($1)", [ids], operation: "update", table: "outbox")
    }

    private static func fail(_ failures: [(UUID, String)]) -> PostgresQuery {
        PostgresQuery(
            """
            UPDATE outbox o SET attempts = attempts + 1, last_error = u.error FROM unnest($1::uuid[], $2::text[]) AS u (id, error) WHERE o.id = u.id
            """,
            [failures.map(\.0), failures.map(\.1)],
            operation: "update",
            table: "outbox"
        )
    }
}
