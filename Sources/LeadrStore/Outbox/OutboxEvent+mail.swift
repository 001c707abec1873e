import ByteJSON
import Foundation
import LeadrDomain

/// The event behind a mail. Its consumer looks at where the mail stands, so one too many sends nothing twice.
extension OutboxEvent {
    /// Name of ``mailCreated(_:)``.
    public static let mailCreatedName = "mail.created"

    /// A mail was written down and waits to be sent. The event has the id of the mail: there is one for each.
    public static func mailCreated(_ mail: Email) -> OutboxEvent {
        OutboxEvent(
            id: mail.id.uuid,
            name: mailCreatedName,
            payload: JSONValue.object(["email_id": .string(mail.id.wire)]).encoded(),
            occurredAt: mail.createdAt,
            tenantID: mail.accountID
        )
    }

    /// The mail that the event is about; nil for other events.
    public var emailID: EmailID? {
        name == Self.mailCreatedName ? EmailID(id) : nil
    }
}
