import LeadrDomain
import Postgres

/// Shows deliveries to administrators, and brings them back.
public struct WebhookDeliveryRepository: Sendable {
    /// Which deliveries a list shows; nil for any.
    public struct Filter: Hashable, Sendable {
        /// Whose.
        public var accountID: AccountID?
        /// To which webhook.
        public var webhookID: WebhookID?
        /// Where they stand.
        public var status: WebhookDeliveryStatus?
        /// What they tell about.
        public var eventType: String?

        /// A filter.
        public init(accountID: AccountID? = nil, webhookID: WebhookID? = nil, status: WebhookDeliveryStatus? = nil, eventType: String? = nil) {
            self.accountID = accountID
            self.webhookID = webhookID
            self.status = status
            self.eventType = eventType
        }
    }

    private static let columns = """
        id, account_id, webhook_id, message_id, event_type, status, attempts, error_message, response, delivered_at, failed_at, created_at, updated_at
        """

    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// A delivery with the body of its message.
    public func find(_ id: WebhookDeliveryID) async throws(PostgresError) -> WebhookDelivery? {
        let text = """
            SELECT \(Self.columns), (SELECT body FROM webhook_messages m WHERE m.id = message_id) FROM webhook_deliveries
            WHERE id = $1 AND \(ListOwners.accounts.exists(for: "webhook_deliveries"))
            """
        guard let row = try await pool.query(PostgresQuery(text, [id], operation: "select", table: "webhook_deliveries")).firstRow else { return nil }
        var delivery = try Self.delivery(row)
        delivery.body = Array(try row.decode(13, as: String.self).utf8)
        return delivery
    }

    /// A page of deliveries, without bodies.
    public func page(_ filter: Filter, _ request: PageRequest) async throws(PostgresError) -> Page<WebhookDelivery> {
        var statement = ListStatement("webhook_deliveries", columns: Self.columns, of: .accounts, isSoftDeleted: false)
        statement.requireOwner(filter.accountID) { "accounts.id = \($0)" }
        statement.require("webhook_id", "=", filter.webhookID)
        statement.require("status", "=", filter.status?.rawValue)
        statement.require("event_type", "=", filter.eventType)
        var fetched: [WebhookDelivery] = []
        for row in try await pool.query(statement.query(for: request)) { fetched.append(try Self.delivery(row)) }
        return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
    }

    /// Lets a delivery count as pending, and as one that nobody queued, whatever became of it. Its webhook must get messages; false when it does not.
    public func renew(_ id: WebhookDeliveryID) async throws(PostgresError) -> Bool {
        try await pool.query(Self.renewal(of: "id = $1", [id])).affectedRows == 1
    }

    /// The same for all of a webhook that failed or were cancelled, and were created at or after a time; returns how many.
    public func renew(failedOf webhook: WebhookID, since time: Timestamp) async throws(PostgresError) -> Int {
        try await pool.query(Self.renewal(of: "webhook_id = $1 AND status IN ('failed', 'cancelled') AND created_at >= $2", [webhook, time]))
            .affectedRows
    }

    private static func renewal(of condition: String, _ parameters: [(any PostgresEncodable)?]) -> PostgresQuery {
        let text = """
            UPDATE webhook_deliveries SET status = 'pending', due_at = NULL, claimed_until = NULL, delivered_at = NULL, failed_at = NULL,
                updated_at = now()
            WHERE \(condition) AND \(WebhookDeliveryStore.table.isLive)
            """
        return PostgresQuery(text, parameters, operation: "update", table: "webhook_deliveries")
    }

    private static func delivery(_ row: PostgresRow) throws(PostgresError) -> WebhookDelivery {
        WebhookDelivery(
            id: try row.decode(0),
            accountID: try row.decode(1),
            webhookID: try row.decode(2),
            messageID: try row.decode(3),
            eventType: try row.decode(4),
            status: WebhookDeliveryStatus(rawValue: try row.decode(5)) ?? .pending,
            attempts: try row.decode(6),
            error: try row.decode(7),
            response: try row.decode(8, as: PostgresJSON?.self)?.bytes,
            deliveredAt: try row.decode(9),
            failedAt: try row.decode(10),
            createdAt: try row.decode(11),
            updatedAt: try row.decode(12)
        )
    }

    private static func position(_ delivery: WebhookDelivery, _ field: SortField) -> SortValue {
        switch field.name {
        case SortField.createdAt.name: .timestamp(delivery.createdAt)
        case SortField.updatedAt.name: .timestamp(delivery.updatedAt)
        default: .uuid(delivery.id.uuid)
        }
    }
}
