import Foundation
import LeadrDomain

@testable import LeadrDelivery

enum MailSamples {
    static let id = EmailID(UUID(uuidString: "0190a1b2-c3d4-7e5f-8899-aabbccddeeff") ?? UUID())

    static func mail(
        to recipient: String = "ann@example.com",
        copies: [String] = [],
        blindCopies: [String] = [],
        subject: String = "Hello",
        body: String = "A line.",
        sender: String? = nil,
        replyTo: String? = nil,
        priority: EmailPriority = .normal
    ) -> OutgoingMail {
        OutgoingMail(
            id: id,
            recipient: recipient,
            copies: copies,
            blindCopies: blindCopies,
            subject: subject,
            body: body,
            sender: sender,
            replyTo: replyTo,
            priority: priority,
            createdAt: Timestamp(microseconds: 1_700_000_000_000_000)
        )
    }

    static func envelope(_ mail: OutgoingMail) throws -> MailEnvelope {
        try MailEnvelope(mail, usualSender: "noreply@mail.example.com")
    }

    static func message(_ mail: OutgoingMail) throws -> String {
        MailMessage(mail, try envelope(mail)).text
    }
}
