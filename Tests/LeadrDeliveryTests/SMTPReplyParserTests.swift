import Testing

@testable import LeadrDelivery

@Suite struct SMTPReplyParserTests {
    private func replies(_ text: String, pieces: Int = 1) throws -> [SMTPReply] {
        var parser = SMTPReplyParser()
        var rest = Array(text.utf8)[...]
        var replies: [SMTPReply] = []
        while !rest.isEmpty {
            replies += try parser.read(rest.prefix(max(1, text.utf8.count / pieces)))
            rest = rest.dropFirst(max(1, text.utf8.count / pieces))
        }
        #expect(parser.isIdle)
        return replies
    }

    @Test(arguments: [1, 2, 7, 1000])
    func `answers of one and of many lines are read, in whatever pieces they come`(_ pieces: Int) throws {
        let text = "220 ready\r\n250-mail.example.com\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n354\r\n"
        #expect(
            try replies(text, pieces: pieces) == [
                SMTPReply(code: 220, lines: ["ready"]), SMTPReply(code: 250, lines: ["mail.example.com", "STARTTLS", "AUTH PLAIN"]),
                SMTPReply(code: 354, lines: [""]),
            ]
        )
    }

    @Test(arguments: ["hello\r\n", "25\r\n", "999 x\r\n", "250x\r\n", "250-a\r\n251 b\r\n", "-25 x\r\n", "HTTP/1.1 400 Bad Request\r\n"])
    func `anything else is a fault`(_ text: String) {
        #expect(throws: SMTPFault.malformed) { try replies(text) }
    }

    @Test func `endless lines and endless answers are faults`() {
        #expect(throws: SMTPFault.malformed) { try replies(String(repeating: "2", count: 3000)) }
        #expect(throws: SMTPFault.malformed) { try replies(String(repeating: "250-x\r\n", count: 200)) }
    }

    @Test func `what a server can do is read from its answer`() {
        let capabilities = SMTPCapabilities(
            SMTPReply(code: 250, lines: ["PLAIN.example.com", "starttls", "AUTH PLAIN LOGIN", "AUTH=CRAM-MD5", "SIZE 1"])
        )
        #expect(capabilities.offersTLS && capabilities.mechanisms == ["PLAIN", "LOGIN", "CRAM-MD5"])
        #expect(!SMTPCapabilities(SMTPReply(code: 250, lines: ["STARTTLS"])).offersTLS, "the first line is a name")
    }

    @Test func `a line that begins with a dot gets another one, and a lone dot ends the message`() {
        func stuffed(_ text: String) -> String { String(decoding: DotStuffing.encoded(text), as: UTF8.self) }
        #expect(stuffed(".\r\n..a\r\nb.\r\n") == "..\r\n...a\r\nb.\r\n.\r\n")
        #expect(stuffed("a") == "a\r\n.\r\n")
        #expect(stuffed("") == ".\r\n")
    }
}
