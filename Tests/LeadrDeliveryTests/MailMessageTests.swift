import Foundation
import LeadrDomain
import Testing

@testable import LeadrDelivery

@Suite struct MailMessageTests {
    private func fields(_ message: String) -> [String] {
        message.components(separatedBy: "\r\n\r\n")[0].components(separatedBy: "\r\n")
    }

    @Test func `a plain mail reads as it was written`() throws {
        let message = try MailSamples.message(MailSamples.mail(body: "One.\nTwo.\r\n\r\nFour."))
        #expect(
            message == """
                Date: Tue, 14 Nov 2023 22:13:20 +0000\r
                From: noreply@mail.example.com\r
                To: ann@example.com\r
                Reply-To: noreply@mail.example.com\r
                Subject: Hello\r
                Message-ID: <0190a1b2-c3d4-7e5f-8899-aabbccddeeff@mail.example.com>\r
                MIME-Version: 1.0\r
                Content-Type: text/plain; charset=utf-8\r
                Content-Transfer-Encoding: 7bit\r
                Auto-Submitted: auto-generated\r
                \r
                One.\r
                Two.\r
                \r
                Four.\r

                """
        )
    }

    @Test(arguments: ["a\r\nBcc: eve@example.com", "a\nX: y", "a\r\n\r\nbody", "a\u{2028}b", "a\u{85}b", "a\u{0}b"])
    func `nothing in a subject starts a line of its own`(_ subject: String) throws {
        let fields = try fields(MailSamples.message(MailSamples.mail(subject: subject)))
        #expect(fields.count == 10)
        #expect(fields.filter { $0.hasPrefix("Subject: ") }.count == 1)
    }

    @Test(arguments: [
        "ann@example.com\r\nBcc: eve@example.com", "ann@example.com>\r\nRCPT TO:<eve@example.com", " ann@example.com",
        "ann@example.com,eve@example.com",
        "<ann@example.com>", "ann", "", "änn@example.com",
    ])
    func `what is no address is refused for good, wherever it stands`(_ address: String) throws {
        let mails = [
            MailSamples.mail(to: address), MailSamples.mail(copies: [address]), MailSamples.mail(blindCopies: [address]),
            MailSamples.mail(sender: address), MailSamples.mail(replyTo: address),
        ]
        for mail in mails {
            let failure = #expect(throws: DeliveryFailure.self) { try MailSamples.envelope(mail) }
            #expect(failure?.kind == .refused && failure?.summary.contains("@") == false)
        }
    }

    @Test func `blind copies get the mail and are named nowhere in it`() throws {
        let mail = MailSamples.mail(copies: ["bob@example.com", "cat@example.com"], blindCopies: ["dan@example.com"])
        #expect(try MailSamples.envelope(mail).allRecipients.count == 4)
        let message = try MailSamples.message(mail)
        #expect(message.contains("Cc: bob@example.com,\r\n cat@example.com\r\n") && !message.contains("dan@"))
    }

    @Test func `a mail with its own sender is answered to it`() throws {
        let message = try MailSamples.message(MailSamples.mail(sender: "team@mail.example.com", priority: .urgent))
        #expect(message.contains("From: team@mail.example.com\r\n") && message.contains("Reply-To: team@mail.example.com\r\n"))
        #expect(message.contains("Importance: high\r\n"))
    }

    @Test(arguments: ["Grüße aus Köln", String(repeating: "x", count: 1000), "tab\tbed \u{1F600}\nline"])
    func `a text that servers might change is sent in base64, in short lines, and decodes to itself`(_ body: String) throws {
        let content = MailContent(body)
        #expect(content.encoding == "base64")
        let lines = content.text.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 76 && $0.allSatisfy(\.isASCII) })
        let decoded = try #require(Data(base64Encoded: lines.joined()))
        #expect(String(decoding: decoded, as: UTF8.self) == body.replacingOccurrences(of: "\n", with: "\r\n") + "\r\n")
    }
}
