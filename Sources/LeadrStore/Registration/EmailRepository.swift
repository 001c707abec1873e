import ByteJSON
import LeadrDomain
import Postgres

/// Writes mails down; whoever sends them finds the pending ones here (`contract/platform.md §4.5`).
enum EmailRepository {
    /// Stores a mail, in the transaction of what it tells about.
    static func insertion(of email: Email) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO emails (id, "to", subject, body, from_email, reply_to, priority, status, template_data, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $5, $6::email_priority, $7::email_status, $8::json, $9, $9)
            """,
            [
                email.id, email.recipient, email.subject, email.body, email.sender, email.priority.rawValue, email.status.rawValue,
                PostgresJSON(bytes: JSONValue.object(email.templateData).encoded()), email.createdAt,
            ],
            operation: "insert",
            table: "emails"
        )
    }
}
