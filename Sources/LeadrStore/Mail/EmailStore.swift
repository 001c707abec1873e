import ByteJSON
import LeadrDomain
import Postgres

/// What becomes of mails that are written down (`contract/platform.md §4.5`): `pending` → `sent` or `failed`.
public struct EmailStore: Sendable {
    /// A pending mail whose job is that late has none any more.
    static let patience: Duration = .seconds(900)

    let pool: PostgresPool

    /// On a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Takes mails for sending, so that no other worker sends them at the same time. A failed one is pending again: only an operator brings it back.
    ///
    /// - Parameter lease: How long they are taken.
    /// - Returns: Those that are to be sent; mails that were sent or removed are not among them.
    public func claim(_ ids: [EmailID], for lease: Duration) async throws(PostgresError) -> [EmailID: EmailClaim] {
        let seconds = lease / .seconds(1)
        let results = try await pool.pipelinedTransaction([Self.taking(ids, seconds), Self.holding(ids)])
        var claims: [EmailID: EmailClaim] = [:]
        for row in results[1] {
            let id: EmailID = try row.decode(0)
            claims[id] = .busy(.seconds(max(0, try row.decode(1, as: Double.self))))
        }
        // After those that are held, since what was just taken is held as well.
        for row in results[0] {
            let mail = try Self.decode(row)
            claims[mail.id] = .taken(mail)
        }
        return claims
    }

    /// Notes that a provider took a mail over.
    ///
    /// - Parameter response: What the provider said, a JSON value.
    /// - Returns: Whether this is news.
    public func finish(_ id: EmailID, providerID: String, response: JSONValue) async throws(PostgresError) -> Bool {
        let text = """
            UPDATE emails SET status = 'sent', provider_message_id = $2, provider_response = $3::json, sent_at = now(), error_message = NULL,
                failed_at = NULL, attempts = attempts + 1, claimed_until = NULL, due_at = NULL, updated_at = now()
            WHERE id = $1 AND status IN ('pending', 'failed')
            """
        return try await change(text, [id, providerID, Self.stored(response)]) == 1
    }

    /// Notes that a mail will not be sent.
    public func fail(_ id: EmailID, error: String, response: JSONValue?) async throws(PostgresError) {
        let text = """
            UPDATE emails SET status = 'failed', error_message = $2, provider_response = $3::json, failed_at = now(), attempts = attempts + 1,
                claimed_until = NULL, due_at = NULL, updated_at = now()
            WHERE id = $1 AND status = 'pending'
            """
        _ = try await change(text, [id, error, response.map { Self.stored($0) }])
    }

    /// Notes an attempt that failed, and when the next one is due.
    public func retry(_ id: EmailID, after delay: Duration, error: String) async throws(PostgresError) {
        let text = """
            UPDATE emails SET error_message = $3, attempts = attempts + 1, claimed_until = NULL, due_at = now() + $2::float8 * interval '1 second',
                updated_at = now()
            WHERE id = $1 AND status = 'pending'
            """
        _ = try await change(text, [id, delay / .seconds(1), error])
    }

    /// Gives mails back that were not tried; their jobs come up within `delay`.
    public func release(_ ids: [EmailID], dueIn delay: Duration) async throws(PostgresError) {
        let text = """
            UPDATE emails SET claimed_until = NULL, due_at = now() + $2::float8 * interval '1 second'
            WHERE id = ANY ($1) AND status = 'pending'
            """
        _ = try await change(text, [ids, delay / .seconds(1)])
    }

    private func change(_ text: String, _ parameters: [(any PostgresEncodable)?]) async throws(PostgresError) -> Int {
        try await pool.query(PostgresQuery(text, parameters, operation: "update", table: "emails")).affectedRows
    }
}

extension EmailStore {
    private static func taking(_ ids: [EmailID], _ seconds: Double) -> PostgresQuery {
        let text = """
            UPDATE emails SET status = 'pending', claimed_until = now() + $2::float8 * interval '1 second',
                due_at = now() + $2::float8 * interval '1 second'
            WHERE id IN (SELECT id FROM emails WHERE id = ANY ($1) ORDER BY id FOR UPDATE)
                AND status IN ('pending', 'failed') AND deleted_at IS NULL AND (claimed_until IS NULL OR claimed_until <= now())
            RETURNING id, "to", cc, bcc, subject, body, from_email, reply_to, priority::text, account_id, created_at
            """
        return PostgresQuery(text, [ids, seconds], operation: "update", table: "emails")
    }

    private static func holding(_ ids: [EmailID]) -> PostgresQuery {
        let text = """
            SELECT id, extract(epoch FROM claimed_until - now())::float8 FROM emails
            WHERE id = ANY ($1) AND status = 'pending' AND deleted_at IS NULL AND claimed_until > now()
            """
        return PostgresQuery(text, [ids], operation: "select", table: "emails")
    }

    /// What a provider said must not keep its mail from being noted: PostgreSQL takes no NUL, escaped or not.
    private static func stored(_ response: JSONValue) -> PostgresJSON {
        let bytes = response.encoded()
        let hasNUL = String(decoding: bytes, as: UTF8.self).contains("\\u0000")
        return PostgresJSON(bytes: hasNUL ? Array("{}".utf8) : bytes)
    }

    private static func decode(_ row: PostgresRow) throws(PostgresError) -> OutgoingMail {
        OutgoingMail(
            id: try row.decode(0),
            recipient: try row.decode(1),
            copies: texts(try row.decode(2, as: PostgresJSON.self)),
            blindCopies: texts(try row.decode(3, as: PostgresJSON.self)),
            subject: try row.decode(4),
            body: try row.decode(5),
            sender: try row.decode(6, as: String?.self),
            replyTo: try row.decode(7, as: String?.self),
            priority: EmailPriority(rawValue: try row.decode(8)) ?? .normal,
            accountID: try row.decode(9, as: AccountID?.self),
            createdAt: try row.decode(10)
        )
    }

    private static func texts(_ json: PostgresJSON) -> [String] {
        var scanner = JSONScanner(json.bytes)
        guard case .array(let values)? = try? scanner.parse() else { return [] }
        return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
}
