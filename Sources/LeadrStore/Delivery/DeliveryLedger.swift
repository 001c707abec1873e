import ByteJSON
import Foundation
import LeadrDomain
import Postgres

/// The progress of what is to be delivered: `pending` → done or `failed`. One for each kind of thing; the statements are the same.
public struct DeliveryLedger<Kind: EntityKind>: Sendable {
    /// Id of a row.
    public typealias ID = EntityID<Kind>

    /// Something pending whose job is that late has none any more.
    static var patience: Duration { .seconds(900) }

    /// Rows that are queued in one transaction.
    static var batch: Int { 500 }

    let pool: PostgresPool
    let table: DeliveryTable

    /// Takes rows for an attempt, so that no other worker makes one at the same time. A failed one is pending again: only an operator brings it back.
    ///
    /// - Parameters:
    ///   - lease: How long they are taken.
    ///   - token: Tells this attempt from others.
    ///   - decode: Reads a row of the table's selection.
    /// - Returns: Those that are to be delivered; what is done or removed is not among them.
    func claim<Item>(
        _ ids: [ID],
        for lease: Duration,
        as token: UUID,
        _ decode: (PostgresRow) throws(PostgresError) -> (ID, Item)
    ) async throws(PostgresError) -> [ID: DeliveryClaim<Item>] {
        let results = try await pool.pipelinedTransaction([taking(ids, lease / .seconds(1), token), holding(ids)])
        var claims: [ID: DeliveryClaim<Item>] = [:]
        for row in results[1] {
            let id: ID = try row.decode(0)
            claims[id] = .busy(.seconds(max(0, try row.decode(1, as: Double.self))))
        }
        // After those that are held, since what was just taken is held as well.
        for row in results[0] {
            let (id, item) = try decode(row)
            claims[id] = .taken(item)
        }
        return claims
    }

    /// Notes that something was delivered, even if somebody gave it up meanwhile; touches no row when that is known.
    ///
    /// - Parameter response: What the peer said, a JSON value; nil when it said nothing.
    func finishing(_ id: ID, response: JSONValue?) -> PostgresQuery {
        change(
            """
            status = '\(table.doneStatus)', \(table.doneTime) = now(), \(table.response) = $2::json, error_message = NULL, failed_at = NULL,
            attempts = attempts + 1, claimed_until = NULL, due_at = NULL
            """,
            where: "id = $1 AND status <> '\(table.doneStatus)'",
            [id, response.map { Self.stored($0) }]
        )
    }

    /// Notes that something will not be delivered.
    func failing(_ id: ID, _ token: UUID, error: String, response: JSONValue?) -> PostgresQuery {
        change(
            """
            status = 'failed', failed_at = now(), error_message = $2, \(table.response) = $3::json, attempts = attempts + 1, claimed_until = NULL,
            due_at = NULL
            """,
            where: "id = $1 AND status = 'pending' AND claim = $4",
            [id, error, response.map { Self.stored($0) }, token]
        )
    }

    /// Notes an attempt that failed, and when the next one is due.
    func retrying(_ id: ID, _ token: UUID, after delay: Duration, error: String, response: JSONValue?) -> PostgresQuery {
        change(
            """
            error_message = $3, \(table.response) = $4::json, attempts = attempts + 1, claimed_until = NULL,
            due_at = now() + $2::float8 * interval '1 second'
            """,
            where: "id = $1 AND status = 'pending' AND claim = $5",
            [id, delay / .seconds(1), error, response.map { Self.stored($0) }, token]
        )
    }

    /// Gives a row back that was taken and not tried, unless somebody else took it since; its job comes up within `delay`.
    public func release(_ id: ID, _ token: UUID, dueIn delay: Duration) async throws(PostgresError) {
        let query = change(
            "claimed_until = NULL, due_at = now() + $2::float8 * interval '1 second'",
            where: "id = $1 AND status = 'pending' AND claim = $3",
            [id, delay / .seconds(1), token]
        )
        try await run(query)
    }

    /// Notes that jobs of rows that nobody has come up within `delay`.
    public func postpone(_ ids: [ID], by delay: Duration) async throws(PostgresError) {
        let query = change(
            "due_at = now() + $2::float8 * interval '1 second'",
            where: "id = ANY ($1) AND status = 'pending' AND (claimed_until IS NULL OR claimed_until <= now())",
            [ids, delay / .seconds(1)]
        )
        try await run(query)
    }

    /// Runs one of the statements and returns how many rows it changed.
    @discardableResult
    func run(_ query: PostgresQuery) async throws(PostgresError) -> Int {
        try await pool.query(query).affectedRows
    }

    private func change(_ assignments: String, where condition: String, _ parameters: [(any PostgresEncodable)?]) -> PostgresQuery {
        let text = "UPDATE \(table.name) SET \(assignments), updated_at = now() WHERE \(condition)"
        return PostgresQuery(text, parameters, operation: "update", table: table.name)
    }

    private func taking(_ ids: [ID], _ seconds: Double, _ token: UUID) -> PostgresQuery {
        let text = """
            WITH taken AS (
                UPDATE \(table.name) SET status = 'pending', claimed_until = now() + $2::float8 * interval '1 second',
                    due_at = now() + $2::float8 * interval '1 second', claim = $3
                WHERE id IN (SELECT id FROM \(table.name) WHERE id = ANY ($1) ORDER BY id FOR UPDATE)
                    AND status IN ('pending', 'failed') AND \(table.isLive) AND (claimed_until IS NULL OR claimed_until <= now())
                RETURNING *)
            SELECT \(table.selection)
            """
        return PostgresQuery(text, [ids, seconds, token], operation: "update", table: table.name)
    }

    private func holding(_ ids: [ID]) -> PostgresQuery {
        let text = """
            SELECT id, extract(epoch FROM claimed_until - now())::float8 FROM \(table.name)
            WHERE id = ANY ($1) AND status = 'pending' AND \(table.isLive) AND claimed_until > now()
            """
        return PostgresQuery(text, [ids], operation: "select", table: table.name)
    }

    /// What a peer said must not keep a delivery from being noted: PostgreSQL takes no NUL, escaped or not.
    private static func stored(_ response: JSONValue) -> PostgresJSON {
        let bytes = response.encoded()
        let hasNUL = String(decoding: bytes, as: UTF8.self).contains("\\u0000")
        return PostgresJSON(bytes: hasNUL ? Array("{}".utf8) : bytes)
    }
}
