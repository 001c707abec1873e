import ByteJSON
import Testing

@Suite("JSON scanner accepts what RFC 8259 allows")
struct JSONScannerTests {
    private func parse(_ text: String) throws -> JSONValue {
        var scanner = JSONScanner(Array(text.utf8))
        return try scanner.parse()
    }

    @Test(
        arguments: [
            ("null", JSONValue.null), (" true ", true), ("false", false), ("0", 0), ("-0", 0), ("42", 42), ("-7", -7),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1.0", .number(1)), ("1e2", .number(100)), ("1E+2", .number(100)),
            ("2.5e-1", .number(0.25)), ("0.1", .number(0.1)), ("5e-324", .number(.leastNonzeroMagnitude)), ("1e-400", .number(0)),
            ("1.7976931348623157e308", .number(.greatestFiniteMagnitude)),
            ("\"\"", ""), ("\"a\\\"\\\\\\/\\b\\f\\n\\r\\tz\"", "a\"\\/\u{8}\u{C}\n\r\tz"), ("\"\\u0041\\u00e9\\u20AC\"", "Aé€"),
            ("\"\\uD83D\\uDE00\"", "😀"), ("\"😀é\"", "😀é"), ("\"\u{7F}\"", "\u{7F}"), ("[]", []), ("{}", [:]), ("[1,[2,[]]]", [1, [2, []]]),
            ("\t{ \"a\" : [ 1 , 2 ] ,\r\n \"b\" : { } } ", ["a": [1, 2], "b": [:]]),
        ] as [(String, JSONValue)]
    )
    func `accepted documents`(text: String, expected: JSONValue) throws {
        #expect(try parse(text) == expected)
    }

    @Test func `the last of equal keys wins at the place of the first`() throws {
        let object = try #require(try parse(#"{"a":1,"b":2,"a":3}"#).object)
        #expect(object.members.map(\.key) == ["a", "b"])
        #expect(object["a"] == 3)
    }

    @Test func `canonically equivalent keys stay apart as in jsonb`() throws {
        let object = try #require(try parse("{\"\u{E9}\":1,\"e\u{301}\":2}").object)
        #expect(object.members.count == 2)
    }

    @Test func `objects with many members are indexed`() throws {
        let members = (0..<5000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        var object = try #require(try parse("{\(members),\"k77\":-1}").object)
        #expect(object.members.count == 5000)
        #expect(object["k77"] == -1)
        #expect(object["k4999"] == 4999)
        object["k0"] = nil
        #expect(object["k1"] == 1 && object["k0"] == nil && object.members.count == 4999)
    }

    @Test(arguments: [64, 3]) func `nesting up to the limit`(limit: Int) throws {
        let allowed = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
        var scanner = JSONScanner(Array(allowed.utf8), maximumDepth: limit)
        #expect(throws: Never.self) { try scanner.parse() }
        var deeper = JSONScanner(Array(("[" + allowed + "]").utf8), maximumDepth: limit)
        #expect(throws: JSONParseError(offset: limit, message: "nested too deeply")) { try deeper.parse() }
    }

    @Test func `nesting is counted per branch, not in total`() throws {
        let branches = "[" + Array(repeating: "[[]]", count: 200).joined(separator: ",") + "]"
        var scanner = JSONScanner(Array(branches.utf8), maximumDepth: 3)
        #expect(throws: Never.self) { try scanner.scan() }
    }

    @Test func `a scanner can be used again`() throws {
        var scanner = JSONScanner(Array("[1]".utf8))
        #expect(try scanner.scan().kind == .array)
        #expect(try scanner.parse() == [1])
    }
}
