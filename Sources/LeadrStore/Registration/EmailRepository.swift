import ByteJSON
import LeadrDomain
import Postgres

/// Writes mails down; whoever sends them finds the pending ones here (`contract/platform.md §4.5`).
enum EmailRepository {
    /// Stores a mail and the event that makes it be sent, in the transaction of what it tells about.
    static func writes(of email: Email) -> [PostgresQuery] {
        [insertion(of: email, dueAt: email.createdAt), OutboxSQL.insert([.mailCreated(email)])]
    }

    /// Stores a mail.
    ///
    /// - Parameter dueAt: When somebody else sees to it that it is queued; nil leaves that to the scheduler.
    static func insertion(of email: Email, dueAt: Timestamp? = nil) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO emails (id, "to", subject, body, from_email, reply_to, priority, status, template_data, created_at, updated_at,
                account_id, due_at)
            VALUES ($1, $2, $3, $4, $5, $5, $6::email_priority, $7::email_status, $8::json, $9, $9, $10, $11)
            """,
            [
                email.id, email.recipient, email.subject, email.body, email.sender, email.priority.rawValue, email.status.rawValue,
                PostgresJSON(bytes: JSONValue.object(email.templateData).encoded()), email.createdAt,
                email.accountID, dueAt,
            ],
            operation: "insert",
            table: "emails"
        )
    }
}
