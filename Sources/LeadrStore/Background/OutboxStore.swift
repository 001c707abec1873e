import Foundation
import LeadrDomain
import Postgres

/// Hands recorded events on: the reading side of the outbox (`contract/architecture-checklist.md §12`).
public struct OutboxStore: Sendable {
    private let pool: PostgresPool

    /// On a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Hands events on, and returns those that are not handed on yet, since what they need is held at the moment.
    public typealias Publisher = @Sendable ([OutboxEvent], PostgresConnection) async throws -> Set<UUID>

    /// Takes unsent events, at most `limit`, gives them to `publish` and marks them sent; returns how many it took.
    ///
    /// The rows stay locked meanwhile and locked ones are skipped, so that several relays share the work. `publish` may write in the same transaction,
    /// and must not ask the pool for another connection. When it throws, the attempt is recorded and the events stay unsent: delivery is at least once.
    ///
    /// - Parameter late: Events that are not taken, since they were a moment ago.
    /// - Throws: `PostgresError`, or what `publish` throws.
    public func relay(limit: Int, except late: Set<UUID> = [], _ publish: Publisher) async throws -> Int {
        try await relay(Self.unsent(limit, except: late), publish)
    }

    /// The same for some events, by whoever just recorded them and does not want to wait for the next look at the outbox.
    ///
    /// - Throws: `PostgresError`, or what `publish` throws.
    @discardableResult
    public func relay(only ids: [UUID], _ publish: Publisher) async throws -> Int {
        try await relay(Self.unsent(ids), publish)
    }

    private func relay(_ selection: PostgresQuery, _ publish: Publisher) async throws -> Int {
        try await pool.transaction { connection in
            let events = try await connection.query(selection).map { try Self.decode($0) }
            guard !events.isEmpty else { return 0 }
            do {
                let late = try await publish(events, connection)
                _ = try await connection.query(Self.mark(events.filter { !late.contains($0.id) }))
                return events.count
            } catch {
                // Recorded in the same transaction, which commits: the fault is the queue's, not the database's.
                _ = try await connection.query(Self.note("\(error)", events))
                return 0
            }
        }
    }

    /// Removes events sent more than `age` ago, a chunk in each transaction; returns how many.
    ///
    /// - Throws: `PostgresError`.
    @discardableResult
    public func prune(olderThan age: Duration, chunk: Int) async throws(PostgresError) -> Int {
        var removed = 0
        while true {
            let count = try await pruneChunk(age, chunk)
            removed += count
            guard count == chunk else { return removed }
        }
    }

    private func pruneChunk(_ age: Duration, _ limit: Int) async throws(PostgresError) -> Int {
        let text = """
            DELETE FROM outbox WHERE id IN (
                SELECT id FROM outbox WHERE published_at < now() - $1::float8 * interval '1 second' ORDER BY published_at LIMIT $2)
            """
        let parameters: [(any PostgresEncodable)?] = [age / .seconds(1), Int32(clamping: limit)]
        return try await pool.query(PostgresQuery(text, parameters, operation: "delete", table: "outbox")).affectedRows
    }

    private static let columns = "id, event_name, event_version, payload, occurred_at, tenant_id"

    private static func unsent(_ ids: [UUID]) -> PostgresQuery {
        let text = "SELECT \(columns) FROM outbox WHERE id = ANY ($1) AND published_at IS NULL ORDER BY occurred_at, id FOR UPDATE SKIP LOCKED"
        return PostgresQuery(text, [ids], operation: "select", table: "outbox")
    }

    private static func unsent(_ limit: Int, except late: Set<UUID>) -> PostgresQuery {
        let text = """
            SELECT \(columns) FROM outbox
            WHERE published_at IS NULL AND id <> ALL ($2) ORDER BY occurred_at, id LIMIT $1 FOR UPDATE SKIP LOCKED
            """
        return PostgresQuery(text, [Int32(clamping: limit), Array(late)], operation: "select", table: "outbox")
    }

    private static func mark(_ events: [OutboxEvent]) -> PostgresQuery {
        let text = "UPDATE outbox SET published_at = now(), attempts = attempts + 1, last_error = NULL WHERE id = ANY ($1)"
        return PostgresQuery(text, [events.map(\.id)], operation: "update", table: "outbox")
    }

    private static func note(_ error: String, _ events: [OutboxEvent]) -> PostgresQuery {
        let text = "UPDATE outbox SET attempts = attempts + 1, last_error = left($2, 2048) WHERE id = ANY ($1)"
        return PostgresQuery(text, [events.map(\.id), error], operation: "update", table: "outbox")
    }

    private static func decode(_ row: PostgresRow) throws(PostgresError) -> OutboxEvent {
        OutboxEvent(
            id: try row.decode(0),
            name: try row.decode(1),
            version: Int(try row.decode(2, as: Int32.self)),
            payload: try row.decode(3, as: PostgresJSON.self).bytes,
            occurredAt: try row.decode(4),
            tenantID: try row.decode(5, as: AccountID?.self)
        )
    }
}
