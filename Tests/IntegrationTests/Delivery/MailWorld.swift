import ByteJSON
import Foundation
import JobQueue
import LeadrDelivery
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrStore
import Postgres
import TestSupport
import Testing

/// A database with mails, and a sender for them.
struct MailWorld: Sendable {
    let pool: PostgresPool
    var store: EmailStore { EmailStore(pool: pool) }

    static func run(_ topic: String, _ body: (MailWorld) async throws -> Void) async throws {
        try await TestDatabase.withSchema(topic) { pool in try await body(MailWorld(pool: pool)) }
    }

    /// Writes a mail down as other parts do that know nothing of queues.
    @discardableResult
    func write(
        to recipient: String = "ann@example.com",
        subject: String = "Hello",
        body: String = "A line.",
        copies: [String] = [],
        priority: String = "normal"
    ) async throws -> EmailID {
        let id = EmailID(UUID())
        let list = JSONValue.array(copies.map { .string($0) }).encoded()
        try await execute(
            """
            INSERT INTO emails (id, "to", subject, body, from_email, reply_to, priority, cc)
            VALUES ($1, $2, $3, $4, 'noreply@mail.example.com', 'noreply@mail.example.com', $5::email_priority, $6::json)
            """,
            [id, recipient, subject, body, priority, PostgresJSON(bytes: list)]
        )
        return id
    }

    @discardableResult
    func execute(_ sql: String, _ parameters: [(any PostgresEncodable)?] = []) async throws -> PostgresResult {
        try await pool.query(PostgresQuery(sql, parameters, operation: "test", table: "emails"))
    }

    /// A column of a mail, as text.
    func value(_ column: String, of id: EmailID) async throws -> String? {
        let row = try await execute("SELECT (\(column))::text FROM emails WHERE id = $1", [id]).firstRow
        return try #require(row).decode(0, as: String?.self)
    }

    func status(_ id: EmailID) async throws -> String? { try await value("status", of: id) }

    func job(_ id: EmailID) -> Job {
        Job(id: id.uuid, tenant: .system, enqueuedAt: 0, payload: DeliveryJob.mail(id).encoded())
    }

    /// A stage that sends through `provider`.
    func stage(
        _ provider: any MailProvider,
        gate: DeliveryGate = DeliveryGate(breaker: CircuitBreaker(), rate: 1000, spread: .seconds(1)),
        attempts: Int = 5,
        onSent: @escaping @Sendable (OutgoingMail) -> Void = { _ in }
    ) -> DeliveryStage {
        var options = DeliveryOptions()
        options.retry.maximumAttempts = attempts
        let mails = MailSender(store: store, provider: provider, gate: gate, options: options, onSent: onSent, logger: TestDatabase.logger)
        return DeliveryStage(mails: mails, webhooks: WebhookWorld.idleSender(pool))
    }

    /// A provider on a mail server of this machine.
    static func provider(port: Int, _ adjust: (inout SMTPConfiguration) -> Void = { _ in }) -> SMTPMailProvider {
        var configuration = SMTPConfiguration(host: "127.0.0.1", port: port)
        configuration.clientName = "client.example.com"
        configuration.timeout = .seconds(10)
        adjust(&configuration)
        return SMTPMailProvider(configuration: configuration, sender: "noreply@mail.example.com")
    }

    static func mail(
        to recipient: String = "ann@example.com",
        subject: String = "Hello",
        body: String = "A line.",
        copies: [String] = [],
        blindCopies: [String] = [],
        priority: EmailPriority = .normal
    ) -> OutgoingMail {
        OutgoingMail(
            id: EmailID(UUID()),
            recipient: recipient,
            copies: copies,
            blindCopies: blindCopies,
            subject: subject,
            body: body,
            priority: priority,
            createdAt: SystemClock().now()
        )
    }
}
