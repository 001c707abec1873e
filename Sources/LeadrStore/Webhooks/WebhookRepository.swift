import LeadrDomain
import Postgres

/// Reads and writes the webhooks of accounts.
public struct WebhookRepository: Sendable {
    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// What became of a new webhook.
    public enum Insertion: Sendable {
        /// It is there.
        case stored
        /// The account has as many as it may.
        case full
        /// There is no such account.
        case noAccount
    }

    /// Stores a new webhook, unless the account has `limit` already.
    ///
    /// - Throws: ``PostgresError``.
    public func insert(_ webhook: Webhook, limit: Int) async throws -> Insertion {
        try await pool.repeatingTransaction { connection in
            // Whoever adds another one waits, and counts this one.
            let lock = PostgresQuery(
                "SELECT 1 FROM accounts WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE",
                [webhook.accountID],
                operation: "select",
                table: "accounts"
            )
            let count = PostgresQuery(
                "SELECT count(*) FROM webhooks WHERE account_id = $1 AND deleted_at IS NULL",
                [webhook.accountID],
                operation: "select",
                table: "webhooks"
            )
            let found = try await connection.pipeline([lock, count])
            guard found[0].firstRow != nil else { return .noAccount }
            guard try found[1].firstRow?.decode(0, as: Int64.self) ?? 0 < Int64(limit) else { return .full }
            _ = try await connection.query(Self.insertion(of: webhook))
            try await recordLeaders(for: webhook, on: connection)
            return .stored
        }
    }

    /// A live webhook of a live account.
    public func find(_ id: WebhookID) async throws(PostgresError) -> Webhook? {
        let sql = "SELECT \(WebhookSQL.columns) FROM webhooks WHERE id = $1 AND deleted_at IS NULL AND \(Self.hasLiveAccount)"
        guard let row = try await pool.query(PostgresQuery(sql, [id], operation: "select", table: "webhooks")).firstRow else { return nil }
        return try WebhookSQL.decode(row)
    }

    /// A page of live webhooks, of one account or of all live ones.
    public func page(account: AccountID?, _ request: PageRequest) async throws(PostgresError) -> Page<Webhook> {
        var statement = ListStatement("webhooks", columns: WebhookSQL.columns)
        statement.require(Self.hasLiveAccount)
        statement.require("account_id", "=", account)
        var fetched: [Webhook] = []
        for row in try await pool.query(statement.query(for: request)) { fetched.append(try WebhookSQL.decode(row)) }
        return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
    }

    /// Changes what the change names; nil when there is no such live webhook. Switching it on forgets that it failed; switching it off gives up what
    /// is pending.
    public func update(_ id: WebhookID, _ change: WebhookChange, at now: Timestamp) async throws -> Webhook? {
        try await pool.repeatingTransaction { connection in
            guard let before = try await connection.pipeline(Self.holding(id))[1].firstRow.map({ try WebhookSQL.decode($0) }) else { return nil }
            var statement = UpdateStatement("webhooks", id: id, returning: WebhookSQL.columns)
            statement.set("url", change.url)
            statement.set("description", change.description)
            statement.set("event_types", change.eventTypes.map { $0.map(\.rawValue) })
            statement.set("is_active", change.isActive)
            if change.isActive == .set(true) { statement.set("disabled_reason", Patch<String?>.set(nil)) }
            if change.isActive == .set(true) || change.url != .keep { statement.set("failing_since", Patch<Timestamp?>.set(nil)) }
            guard let row = try await connection.query(statement.query(at: now)).firstRow else { return nil }
            let webhook = try WebhookSQL.decode(row)
            if !webhook.isActive { _ = try await connection.query(WebhookSQL.abandoning([id], "the webhook was switched off")) }
            if !Self.hearsFirstPlaces(before) { try await recordLeaders(for: webhook, on: connection) }
            return webhook
        }
    }

    /// Gives a webhook another secret; the one it has ends after `overlap`. Nil when there is no such live webhook.
    public func rotate(_ id: WebhookID, to secret: WebhookSecret, overlap: Duration, at now: Timestamp) async throws(PostgresError) -> Webhook? {
        let text = """
            UPDATE webhooks SET former_secret = secret, former_secret_until = $3, secret = $2, updated_at = $4
            WHERE id = $1 AND deleted_at IS NULL RETURNING \(WebhookSQL.columns)
            """
        let parameters: [(any PostgresEncodable)?] = [id, PostgresBytea(bytes: secret.bytes), now + overlap, now]
        guard let row = try await pool.query(PostgresQuery(text, parameters, operation: "update", table: "webhooks")).firstRow else { return nil }
        return try WebhookSQL.decode(row)
    }

    /// Deletes a webhook and gives up what is pending for it; false when it is gone already.
    public func delete(_ id: WebhookID, at now: Timestamp) async throws(PostgresError) -> Bool {
        let statements = [UpdateStatement.deletion(from: "webhooks", id: id, at: now), WebhookSQL.abandoning([id], "the webhook was deleted")]
        return try await pool.pipelinedTransaction(statements)[0].affectedRows == 1
    }

    /// Who is first already when somebody begins to listen is not told.
    private func recordLeaders(for webhook: Webhook, on connection: PostgresConnection) async throws(PostgresError) {
        guard Self.hearsFirstPlaces(webhook) else { return }
        _ = try await connection.pipeline(BoardLeaderSQL.record(for: webhook))
    }

    private static func hearsFirstPlaces(_ webhook: Webhook) -> Bool {
        webhook.isActive && webhook.eventTypes.contains(.rankFirstPlace)
    }

    /// Holds the account of a webhook, so that of two that begin to listen at once the second sees the first, and the webhook itself.
    private static func holding(_ id: WebhookID) -> [PostgresQuery] {
        let account = "SELECT 1 FROM accounts WHERE id = (SELECT account_id FROM webhooks WHERE id = $1) FOR NO KEY UPDATE"
        let webhook = "SELECT \(WebhookSQL.columns) FROM webhooks WHERE id = $1 AND deleted_at IS NULL FOR UPDATE"
        return [
            PostgresQuery(account, [id], operation: "select", table: "accounts"),
            PostgresQuery(webhook, [id], operation: "select", table: "webhooks"),
        ]
    }

    private static let hasLiveAccount = ListOwners.accounts.exists(for: "webhooks")

    private static func insertion(of webhook: Webhook) -> PostgresQuery {
        PostgresQuery(
            "INSERT INTO webhooks (\(WebhookSQL.columns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            [
                webhook.id, webhook.accountID, webhook.gameID, webhook.url, webhook.description, webhook.eventTypes.map(\.rawValue), webhook.isActive,
                webhook.disabledReason, webhook.failingSince, PostgresBytea(bytes: webhook.secrets.present.bytes),
                webhook.secrets.former.map { PostgresBytea(bytes: $0.bytes) }, webhook.secrets.formerUntil, webhook.createdAt, webhook.updatedAt,
            ],
            operation: "insert",
            table: "webhooks"
        )
    }

    private static func position(_ webhook: Webhook, _ field: SortField) -> SortValue {
        switch field.name {
        case "url": .text(webhook.url)
        case SortField.createdAt.name: .timestamp(webhook.createdAt)
        case SortField.updatedAt.name: .timestamp(webhook.updatedAt)
        default: .uuid(webhook.id.uuid)
        }
    }
}
