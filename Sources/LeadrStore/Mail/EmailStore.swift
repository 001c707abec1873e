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

    /// Progress that is noted of all alike.
    public let ledger: DeliveryLedger<Kinds.Email>

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
