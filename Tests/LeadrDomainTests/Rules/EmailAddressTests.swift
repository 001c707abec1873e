import Foundation
import LeadrDomain
import Testing

@Suite("Addresses of people")
struct EmailAddressTests {
    @Test(arguments: [
        ("ann@example.com", "ann@example.com"), ("  Ann.B+Games@Mail.Example.COM\r\n", "ann.b+games@mail.example.com"),
        ("a_b%c-d@x-y.de", "a_b%c-d@x-y.de"), ("1@2.io", "1@2.io"),
    ])
    func `blanks and letter case do not make another address`(text: String, address: String) {
        #expect(EmailAddress.normalised(text) == address)
        #expect(fitsPattern(text))
    }

    @Test(arguments: [
        "", " ", "ann", "ann@", "@example.com", "ann@example", "ann@example.c", "ann@example.c0m", "ann@@example.com", "a nn@example.com",
        ".ann@example.com", "ann.@example.com", "a..b@example.com", "ann@-example.com", "ann@example-.com", "ann@.example.com", "ann@example..com",
        "änn@example.com", "ann@exämple.com", "o'brien@example.com", "ann@example.com,ben@example.com", "\u{A0}ann@example.com", "ann@[127.0.0.1]",
        "Ann <ann@example.com>", "ann@example.com\nBcc: ben@example.com",
    ])
    func `no address`(text: String) {
        #expect(EmailAddress.normalised(text) == nil)
        #expect(!fitsPattern(text))
    }

    /// The API document shows the pattern, so both must say the same.
    private func fitsPattern(_ text: String) -> Bool {
        text.range(of: EmailAddress.pattern, options: .regularExpression) == text.startIndex..<text.endIndex
    }
}
