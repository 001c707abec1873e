import ByteJSON
import Foundation
import Testing

@testable import LeadrHTTP

@Suite("Fields of users")
struct TenantFieldTests {
    /// What is read must be what the API document says, both ways.
    private func agrees(_ type: FieldType<String>, _ text: String) throws -> Bool {
        let schema = type.schema().keywords
        let pattern = try #require(schema["pattern"]?.string)
        let isShort = schema["maxLength"]?.integer.map { text.unicodeScalars.count <= $0 } ?? true
        let fits = isShort && text.range(of: pattern, options: .regularExpression) == text.startIndex..<text.endIndex
        if case .success = type.read(.string(text)) { return fits }
        return !fits
    }

    @Test(arguments: [
        "", " ", "a", " a ", "ab", " ab\n", "a b", "a\nb", "日本", "\u{3000}日本\u{2028}", "\u{A0}x\u{85}", "👩‍👩‍👧", "👩", "e\u{301}",
        String(repeating: "é", count: 100), String(repeating: "x", count: 101), "  " + String(repeating: "x", count: 100) + "  ",
    ])
    func `display names fit their schema exactly when they are accepted`(text: String) throws {
        #expect(try agrees(.displayName, text))
    }

    @Test(arguments: [
        "ann@example.com", " ann@example.com ", "ann", "ann@example", "\u{3000}ann@example.com", String(repeating: "a", count: 250) + "@example.com",
        String(repeating: "a", count: 242) + "@example.com", String(repeating: " ", count: 300) + "ann@example.com",
    ])
    func `addresses fit their schema exactly when they are accepted`(text: String) throws {
        #expect(try agrees(.email, text))
    }
}
