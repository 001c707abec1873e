import ByteJSON
import Foundation
import LeadrDomain
import Testing

@Suite("Mails")
struct EmailTests {
    private func email(
        to recipient: String = "ann@example.com",
        from sender: String = "noreply@example.com",
        _ subject: String = " Hello ",
        _ body: String = "Text\n"
    ) throws(EmailProblem) -> Email {
        try Email(
            id: EmailID(UUID()),
            recipient: recipient,
            subject: subject,
            body: body,
            sender: sender,
            priority: .normal,
            templateData: [:],
            createdAt: Timestamp(microseconds: 0)
        )
    }

    @Test func `a mail waits to be sent, its texts are trimmed`() throws {
        let email = try email()
        #expect(email.status == .pending)
        #expect(email.subject == "Hello" && email.body == "Text")
    }

    @Test func `addresses must be addresses, and there must be something to say`() {
        #expect(throws: EmailProblem.malformedRecipient) { try email(to: "ann") }
        #expect(throws: EmailProblem.malformedRecipient) { try email(to: "ann@example.com\r\nBcc: ben@example.com") }
        #expect(throws: EmailProblem.malformedSender) { try email(from: "noreply@localhost") }
        #expect(throws: EmailProblem.blankSubject) { try email(" ", "Text") }
        #expect(throws: EmailProblem.blankBody) { try email("Hello", "\n") }
    }
}
