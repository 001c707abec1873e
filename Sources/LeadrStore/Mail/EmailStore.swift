import ByteJSON
import Foundation
import LeadrDomain
import Postgres

/// What becomes of mails that are written down (`contract/platform.md §4.5`): `pending` → `sent` or `failed`.
public struct EmailStore: Sendable {
    static let table = DeliveryTable(
        name: "emails",
        isLive: "deleted_at IS NULL",
        doneStatus: "sent",
        doneTime: "sent_at",
        response: "provider_response",
        selection: """
            id, "to", cc, bcc, subject, body, from_email, reply_to, priority::text, account_id, created_at FROM taken
            """
    )

    private let ledger: DeliveryLedger<Kinds.Email>

    /// On a pool.
    public init(pool: PostgresPool) {
        ledger = DeliveryLedger(pool: pool, table: Self.table)
    }

    /// Takes mails for sending, so that no other worker sends them at the same time. A failed one is pending again: only an operator brings it back.
    ///
    /// - Parameters:
    ///   - lease: How long they are taken.
    ///   - token: Tells this attempt from others.
    /// - Returns: Those that are to be sent; mails that were sent or removed are not among them.
    public func claim(
        _ ids: [EmailID],
        for lease: Duration,
        as token: UUID
    ) async throws(PostgresError) -> [EmailID: DeliveryClaim<OutgoingMail>] {
        try await ledger.claim(ids, for: lease, as: token) { row throws(PostgresError) in
            let mail = try Self.decode(row)
            return (mail.id, mail)
        }
    }

    /// Notes that a provider took a mail over.
    ///
    /// - Parameter response: What the provider said, a JSON value.
    /// - Returns: Whether this is news.
    public func finish(_ id: EmailID, providerID: String, response: JSONValue) async throws(PostgresError) -> Bool {
        let results = try await ledger.pool.pipelinedTransaction([ledger.finishing(id, response: response), Self.naming(id, providerID)])
        return results[0].affectedRows == 1
    }

    /// Notes that a mail will not be sent, unless somebody else took it since.
    public func fail(_ id: EmailID, _ token: UUID, error: String, response: JSONValue?) async throws(PostgresError) {
        try await ledger.run(ledger.failing(id, token, error: error, response: response))
    }

    /// Notes an attempt that failed, and when the next one is due, unless somebody else took the mail since.
    public func retry(_ id: EmailID, _ token: UUID, after delay: Duration, error: String, response: JSONValue?) async throws(PostgresError) {
        try await ledger.run(ledger.retrying(id, token, after: delay, error: error, response: response))
    }

    /// Gives a mail back that was not tried, unless somebody else took it since; its job comes up within `delay`.
    public func release(_ id: EmailID, _ token: UUID, dueIn delay: Duration) async throws(PostgresError) {
        try await ledger.run(ledger.releasing(id, token, dueIn: delay))
    }

    /// Notes that jobs of mails that nobody has come up within `delay`.
    public func postpone(_ ids: [EmailID], by delay: Duration) async throws(PostgresError) {
        try await ledger.run(ledger.postponing(ids, by: delay))
    }

    /// Gives `publish` pending mails that nobody queued; several may look at once.
    ///
    /// When `publish` throws, nothing is noted and they are found again. What it queued then is queued twice, which sends nothing twice.
    ///
    /// - Parameters:
    ///   - findsLost: Also those whose job should have come up long ago, which means that it is lost, or was given up, when none waits in the queue. That
    ///     counts as an attempt, so that it ends.
    ///   - attempts: Attempts after which one has failed.
    /// - Returns: Number of mails.
    /// - Throws: `PostgresError`, or what `publish` throws.
    public func queue(
        limit: Int,
        findsLost: Bool,
        attempts: Int,
        _ publish: @Sendable ([PendingDelivery]) async throws -> Void
    ) async throws -> Int {
        try await ledger.queue(limit: limit, findsLost: findsLost, attempts: attempts, publish)
    }

    /// The id that the provider gave a mail; the first one stays.
    private static func naming(_ id: EmailID, _ providerID: String) -> PostgresQuery {
        let text = "UPDATE emails SET provider_message_id = $2 WHERE id = $1 AND provider_message_id IS NULL"
        return PostgresQuery(text, [id, providerID], operation: "update", table: "emails")
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
