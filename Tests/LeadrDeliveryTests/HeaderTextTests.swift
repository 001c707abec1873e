import Foundation
import Testing

@testable import LeadrDelivery

@Suite struct HeaderTextTests {
    /// Reads encoded words again (RFC 2047), and plain text as it is.
    private func decoded(_ text: String) throws -> String {
        guard text.hasPrefix("=?utf-8?B?") else { return text }
        return try text.components(separatedBy: "\r\n ").map { word in
            #expect(word.utf8.count <= 75 && word.hasSuffix("?="))
            let data = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            return try #require(String(validating: data, as: UTF8.self), "no character is cut apart")
        }.joined()
    }

    @Test func `plain ASCII stays as it is`() {
        #expect(HeaderText.encoded("Verify your LEADR account") == "Verify your LEADR account")
    }

    @Test(arguments: [
        "Welcome to LEADR, Öttinger Spiele!", String(repeating: "ж", count: 200), String(repeating: "\u{1F469}\u{200D}\u{1F680}", count: 30),
        "=?utf-8?B?SGk=?= looks encoded", String(repeating: "long ", count: 60),
    ])
    func `anything else survives in encoded words of at most 75 characters`(_ text: String) throws {
        let encoded = HeaderText.encoded(text)
        #expect(encoded.utf8.allSatisfy { $0 < 0x7F } && encoded.hasPrefix("=?utf-8?B?"))
        #expect(try decoded(encoded) == text)
    }

    @Test func `what breaks lines becomes a blank`() throws {
        #expect(HeaderText.encoded("a\r\nb\u{7}c") == "a  b c")
        #expect(try decoded(HeaderText.encoded("ä\u{2029}ö")) == "ä ö")
    }
}
