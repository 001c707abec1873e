import ByteJSON
import Foundation
import LeadrDomain
import Postgres

/// What becomes of messages on their way to webhooks: `pending` → `delivered` or `failed`.
///
/// All transactions write a webhook before its deliveries, so that no two can deadlock.
public struct WebhookDeliveryStore: Sendable {
    static let table = DeliveryTable(
        name: "webhook_deliveries",
        isLive: isLive("webhook_deliveries"),
        doneStatus: "delivered",
        doneTime: "delivered_at",
        response: "response",
        selection: """
            taken.id, w.id, taken.account_id, w.url, m.id, m.event_type, m.body, w.secret, w.former_secret, w.former_secret_until
            FROM taken JOIN webhooks w ON w.id = taken.webhook_id JOIN webhook_messages m ON m.id = taken.message_id
            """
    )

    /// Whether the webhook of a delivery gets messages.
    static func isLive(_ delivery: String) -> String {
        "EXISTS (SELECT 1 FROM webhooks w WHERE w.id = \(delivery).webhook_id AND \(WebhookSQL.isListening("w")))"
    }

    /// Progress that is noted of all alike.
    public let ledger: DeliveryLedger<Kinds.WebhookDelivery>

    /// On a pool.
    public init(pool: PostgresPool) {
        ledger = DeliveryLedger(pool: pool, table: Self.table)
    }

    /// Takes deliveries for an attempt, so that no other worker makes one at the same time. A failed one is pending again.
    ///
    /// - Parameters:
    ///   - lease: How long they are taken.
    ///   - token: Tells this attempt from others.
    /// - Returns: Those that are to be delivered; those that are done, or whose webhook gets nothing any more, are not among them.
    public func claim(
        _ ids: [WebhookDeliveryID],
        for lease: Duration,
        as token: UUID
    ) async throws(PostgresError) -> [WebhookDeliveryID: DeliveryClaim<OutgoingWebhook>] {
        try await ledger.claim(ids, for: lease, as: token) { row throws(PostgresError) in
            let delivery = try Self.decode(row)
            return (delivery.id, delivery)
        }
    }

    /// Notes that a receiver took a message, and that its webhook works.
    ///
    /// - Returns: Whether this is news.
    public func finish(_ delivery: OutgoingWebhook, response: JSONValue) async throws(PostgresError) -> Bool {
        let works = PostgresQuery(
            "UPDATE webhooks SET failing_since = NULL WHERE id = $1 AND failing_since IS NOT NULL",
            [delivery.webhookID],
            operation: "update",
            table: "webhooks"
        )
        return try await ledger.pool.pipelinedTransaction([works, ledger.finishing(delivery.id, response: response)])[1].affectedRows == 1
    }

    /// Notes that a message will not be delivered, and that its webhook fails.
    ///
    /// - Parameter isGone: Whether the receiver wants nothing any more: the webhook is switched off.
    public func fail(
        _ delivery: OutgoingWebhook,
        _ token: UUID,
        error: String,
        response: JSONValue?,
        isGone: Bool
    ) async throws(PostgresError) {
        let failing = ledger.failing(delivery.id, token, error: error, response: response)
        // The delivery itself before the others of its webhook: it says what it died of.
        let reason = "the receiver answered 410 Gone"
        let switchingOff =
            isGone
            ? [WebhookSQL.switchingOff([delivery.webhookID], reason), failing, WebhookSQL.abandoning([delivery.webhookID], reason)] : [failing]
        let statements = [Self.fails(delivery.webhookID)] + switchingOff
        _ = try await ledger.pool.pipelinedTransaction(statements)
    }

    /// Notes an attempt that failed, and when the next one is due.
    public func retry(
        _ delivery: OutgoingWebhook,
        _ token: UUID,
        after delay: Duration,
        error: String,
        response: JSONValue?
    ) async throws(PostgresError) {
        let attempt = ledger.retrying(delivery.id, token, after: delay, error: error, response: response)
        _ = try await ledger.pool.pipelinedTransaction([Self.fails(delivery.webhookID), attempt])
    }

    /// Switches webhooks off that have taken nothing for `age`, by the database's clock, though something was tried within the last day, and gives up what
    /// is pending for them; returns which.
    public func switchOff(failingFor age: Duration) async throws -> [WebhookID] {
        try await ledger.pool.repeatingTransaction { connection in
            let text = """
                SELECT id FROM webhooks w WHERE failing_since <= now() - $1::float8 * interval '1 second' AND \(WebhookSQL.isListening("w"))
                    AND EXISTS (
                        SELECT 1 FROM webhook_deliveries d
                        WHERE d.webhook_id = w.id AND d.status <> 'delivered' AND d.attempts > 0 AND d.updated_at > now() - interval '1 day')
                ORDER BY id FOR UPDATE OF w
                """
            let found = try await connection.query(PostgresQuery(text, [age / .seconds(1)], operation: "select", table: "webhooks"))
            let ids: [WebhookID] = try found.map { try $0.decode(0) }
            guard !ids.isEmpty else { return [] }
            let reason = "no message was taken for too long"
            _ = try await connection.pipeline([WebhookSQL.switchingOff(ids, reason), WebhookSQL.abandoning(ids, reason)])
            return ids
        }
    }

    private static func fails(_ webhook: WebhookID) -> PostgresQuery {
        let text = "UPDATE webhooks SET failing_since = now() WHERE id = $1 AND failing_since IS NULL"
        return PostgresQuery(text, [webhook], operation: "update", table: "webhooks")
    }

    private static func decode(_ row: PostgresRow) throws(PostgresError) -> OutgoingWebhook {
        var secrets = ColumnReader(row, from: 7)
        return OutgoingWebhook(
            id: try row.decode(0),
            webhookID: try row.decode(1),
            accountID: try row.decode(2),
            url: try row.decode(3),
            secrets: try WebhookSQL.secrets(&secrets),
            messageID: try row.decode(4),
            eventType: try row.decode(5),
            body: Array(try row.decode(6, as: String.self).utf8)
        )
    }
}
