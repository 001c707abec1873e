import ByteJSON
import LeadrDomain
import Logging

/// Writes mails to the log instead of sending them; for work on one's own machine.
public struct ConsoleMailProvider: MailProvider {
    private let logger: Logger

    /// A provider.
    ///
    /// - Parameter logger: Where mails go, with their text.
    public init(logger: Logger) {
        self.logger = logger
    }

    /// `console`.
    public var name: String { "console" }

    /// Logs a mail.
    public func send(_ mail: OutgoingMail) async throws -> MailReceipt {
        logger.notice(
            "Mail",
            metadata: [
                "email_id": "\(mail.id)", "to": .array(mail.allRecipients.map { .string($0) }), "subject": .string(mail.subject),
                "text": .string(mail.body),
            ]
        )
        return MailReceipt(id: "console-\(UUIDText.format(mail.id.uuid))", response: .object(["provider": "console"]))
    }
}
