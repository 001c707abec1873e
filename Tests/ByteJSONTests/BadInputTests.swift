import ByteJSON
import Testing

@Suite("JSON scanner refuses everything else, with the offset")
struct BadInputTests {
    @Test(
        arguments: [
            ("", 0), ("   ", 3), ("nul", 0), ("nulL", 0), ("True", 0), ("tru", 0), ("'a'", 0), ("a", 0), ("{", 1), ("[", 1), ("]", 0), ("}", 0),
            ("[1", 2), ("[1,", 3), ("[1,]", 3), ("[,1]", 1), ("[1 2]", 3), ("{\"a\"}", 4), ("{\"a\":}", 5), ("{\"a\":1,}", 7), ("{a:1}", 1),
            ("{1:1}", 1), ("{\"a\" 1}", 5), ("{,}", 1), ("{\"a\":1]", 6), ("[1}", 2), ("1 1", 2), ("{}x", 2), ("[]]", 2), ("nullnull", 4),
            ("01", 0), ("-01", 1), ("00", 0), ("-", 1), ("+1", 0), (".5", 0), ("1.", 2), ("1.e2", 2), ("1e", 2), ("1e+", 3), ("0x10", 1),
            ("NaN", 0), ("Infinity", 0), ("-Infinity", 1), ("1e999", 0), ("-1e309", 0), ("[1e400]", 1), ("1e99999999999999999999", 0),
            ("1e-99999999999999999999", 0), ("1e-20000", 0), ("\"", 1), ("\"abc", 4), ("\"\\", 2), ("\"\\\"", 3), ("\"\\x\"", 1),
            ("\"\\u12\"", 3), ("\"\\u12G4\"", 3), ("\"\\u\"", 3), ("\"\\u0000\"", 1), ("{\"\\u0000\":1}", 2), ("\"\\uD800\"", 1),
            ("\"\\uDC00\"", 1), ("\"\\uD800\\u0041\"", 1), ("\"\\uD800x\"", 1), ("\"\\uD83D\\uD83D\\uDE00\"", 1), ("\"a\nb\"", 2),
            ("\"a\u{0}b\"", 2), ("\"\t\"", 1), ("\"\u{1F}\"", 1), ("\u{FEFF}1", 0), ("/* */1", 0), ("1//x", 1), ("\u{A0}1", 0), ("\u{B}1", 0),
        ] as [(String, Int)]
    )
    func `malformed text`(text: String, offset: Int) {
        expectRefusal(Array(text.utf8), at: offset)
    }

    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xE2, 0x82],
            [0xE2, 0x28, 0xA1], [0xE2, 0x82, 0x28], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98],
            [0xF0, 0x9F, 0x28, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xF8, 0x88, 0x80, 0x80, 0x80],
        ] as [[UInt8]]
    )
    func `invalid UTF-8`(bytes: [UInt8]) {
        expectRefusal([0x22, 0x61] + bytes + [0x22], at: 2)
        expectRefusal(bytes, at: 0)
        expectRefusal([0x22] + bytes, at: 1)
    }

    @Test func `more decimals than jsonb keeps`() {
        expectRefusal(Array(("0." + String(repeating: "1", count: 17_000)).utf8), at: 0)
        expectRefusal(Array(String(repeating: "9", count: 400).utf8), at: 0)
    }

    @Test func `every beginning of a document is refused`() throws {
        let text = Array(#"{"a":[1,2.5e3,"x\u00e9\uD83D\uDE00y",true,null,{"b":{}}],"c":"é€😀"}"#.utf8)
        var whole = JSONScanner(text)
        #expect(throws: Never.self) { try whole.parse() }
        for length in 0..<text.count {
            var scanner = JSONScanner(Array(text[..<length]))
            #expect(throws: JSONParseError.self, "first \(length) bytes") { try scanner.parse() }
        }
    }

    @Test func `both ways of reading agree on damaged documents and never crash`() {
        var random = RandomJSON(seed: 7)
        for _ in 0..<2000 {
            var bytes = random.value().encoded()
            for _ in 0..<Int.random(in: 1...3, using: &random.generator) {
                let index = Int.random(in: bytes.indices, using: &random.generator)
                bytes[index] = UInt8.random(in: .min ... .max, using: &random.generator)
            }
            var building = JSONScanner(bytes)
            var skipping = JSONScanner(bytes)
            let built = outcome { () throws(JSONParseError) in try building.parse() }
            let skipped = outcome { () throws(JSONParseError) in try skipping.scan().value() }
            #expect(built == skipped)
        }
    }

    private func outcome(_ read: () throws(JSONParseError) -> JSONValue) -> Result<JSONValue, JSONParseError> {
        do {
            return .success(try read())
        } catch {
            return .failure(error)
        }
    }

    private func expectRefusal(_ bytes: [UInt8], at offset: Int) {
        var scanner = JSONScanner(bytes)
        let error = #expect(throws: JSONParseError.self) { try scanner.parse() }
        #expect(error?.offset == offset, "\(error?.message ?? "")")
        var skipping = JSONScanner(bytes)
        #expect(throws: error.map { $0 } ?? JSONParseError(offset: -1, message: "")) { try skipping.scan() }
    }
}
