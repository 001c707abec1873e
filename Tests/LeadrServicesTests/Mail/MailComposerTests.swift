import ByteJSON
import LeadrDomain
import Scheduling
import Testing

@testable import LeadrServices

@Suite("Composed mails")
struct MailComposerTests {
    private let now = Timestamp(microseconds: 1_800_000_000_000_000)
    private let composer = MailComposer(domain: "mail.example.com", sender: "noreply")

    @Test func `the mails have the contract's subjects, priorities and values`() throws {
        let verification = try composer.verification(of: "ann@example.com", code: "ABC234", at: now)
        #expect(verification.subject == "Verify your LEADR account")
        #expect(verification.priority == .high)
        #expect(verification.recipient == "ann@example.com")
        #expect(verification.sender == "noreply@mail.example.com")
        #expect(verification.body.contains("ABC234"))
        #expect(verification.templateData.members.map(\.key) == ["code", "footer"])

        let invitation = try composer.invitation(of: "ann@example.com", to: "Acme", code: "ABC234", at: now)
        #expect(invitation.subject == "You've been invited to join Acme on LEADR")
        #expect(invitation.priority == .high)
        #expect(invitation.body.contains("join Acme on LEADR as ann@example.com") && invitation.body.contains("ABC234"))
        #expect(invitation.templateData.members.map(\.key) == ["account_name", "code", "email", "footer"])

        let welcome = try composer.welcome("ann@example.com", user: "Ann", account: "Acme", at: now)
        #expect(welcome.subject == "Welcome to LEADR, Acme!")
        #expect(welcome.priority == .normal)
        #expect(welcome.body.hasPrefix("Hello Ann,") && welcome.body.contains("Acme"))
        #expect(welcome.templateData.members.map(\.key) == ["account_name", "footer", "user_name"])
    }

    @Test func `the mail about a failed task has the contract's subject and contents`() throws {
        let failure = TaskFailure(
            task: "expire-boards",
            slot: Slot(7),
            owner: "scheduler:1",
            attempts: 5,
            errorType: "PostgresError",
            message: "no\nway"
        )
        let mail = try composer.taskFailure(failure, leftOut: 3, to: "ann@example.com", at: now)
        #expect(mail.subject == "[LEADR] Background task failed: expire-boards" && mail.priority == .high && mail.status == .pending)
        for text in ["expire-boards", "Attempts:    5", "PostgresError", "no way", "last such mail: 3", "runs again at the next interval"] {
            #expect(mail.body.contains(text), "\(text)")
        }
        #expect(!mail.body.contains("{{"))
    }

    @Test func `every mail ends with the footer, and no place is left open`() throws {
        let footer = try MailTemplate.footer.rendered([:])
        for mail in [
            try composer.verification(of: "ann@example.com", code: "ABC234", at: now),
            try composer.invitation(of: "ann@example.com", to: "Acme", code: "ABC234", at: now),
            try composer.welcome("ann@example.com", user: "Ann", account: "Acme", at: now),
        ] {
            #expect(mail.body.hasSuffix(footer))
            #expect(!mail.body.contains("{{") && !mail.body.contains("}}"))
        }
    }

    @Test func `a name cannot start a line of its own, in the subject or in the text`() throws {
        let mail = try composer.welcome("ann@example.com", user: "Ann\r\n\r\nSend money", account: "A\nBcc: x\u{0}\u{2028}B", at: now)
        #expect(mail.subject == "Welcome to LEADR, A Bcc: x B!")
        #expect(mail.body.hasPrefix("Hello Ann Send money,"))
    }

    @Test func `outside of production everything goes to one address`() throws {
        let composer = MailComposer(domain: "mail.example.com", sender: "noreply", testingRecipient: "tests@example.org")
        let mail = try composer.invitation(of: "ann@example.com", to: "Acme", code: "ABC234", at: now)
        #expect(mail.recipient == "tests@example.org")
        #expect(mail.body.contains("ann@example.com"), "what the mail says stays the same")
    }

    @Test func `a sender of its own must belong to the sending domain`() throws {
        #expect(try composer.sender() == "noreply@mail.example.com")
        #expect(try composer.sender("Team@Mail.Example.com") == "Team@Mail.Example.com")
        #expect(throws: EmailProblem.foreignSender) { try composer.sender("team@example.com") }
    }

    @Test func `a value is never taken for a place, and a place without a value is an error`() throws {
        let template = MailTemplate(text: "{{a}} and {{b}}{{ }")
        #expect(try template.rendered(["a": "{{b}}", "b": "}}{{a"]) == "{{b}} and }}{{a{{ }")
        #expect(throws: EmailProblem.missingValue("b")) { try template.rendered(["a": "1"]) }
    }
}
