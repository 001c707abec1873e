import ByteJSON
import Testing

@Suite("JSON slices")
struct JSONSliceTests {
    private func scan(_ text: String) throws -> JSONSlice {
        var scanner = JSONScanner(Array(text.utf8))
        return try scanner.scan()
    }

    @Test func `members are shown in order with their values undecoded`() throws {
        var scanner = JSONScanner(Array(#" {"board_id":"brd_1","value":12.5,"n":7,"ok":true,"metadata":{"a": [1, 2]},"none":null} "#.utf8))
        var seen: [String] = []
        var metadata: [UInt8] = []
        let document = try scanner.scanMembers { key, value in
            seen.append(key.string ?? "?")
            if key.isText("board_id") { #expect(value.string == "brd_1") }
            if key.isText("value") { #expect(value.double == 12.5 && value.integer == nil) }
            if key.isText("n") { #expect(value.integer == 7 && value.double == 7) }
            if key.isText("ok") { #expect(value.bool == true && value.string == nil) }
            if key.isText("metadata") { metadata = value.compacted() }
            if key.isText("none") { #expect(value.isNull && value.double == nil) }
        }
        #expect(seen == ["board_id", "value", "n", "ok", "metadata", "none"])
        #expect(String(decoding: metadata, as: UTF8.self) == #"{"a":[1,2]}"#)
        #expect(document.kind == .object)
        #expect(document.value().object?["n"] == 7)
    }

    @Test func `another document than an object is returned without members`() throws {
        var scanner = JSONScanner(Array("[1]".utf8))
        let document = try scanner.scanMembers { _, _ in Issue.record("no members expected") }
        #expect(document.kind == .array)
    }

    @Test func `errors after the members are still found`() {
        var scanner = JSONScanner(Array(#"{"a":1} x"#.utf8))
        #expect(throws: JSONParseError(offset: 8, message: "unexpected text after the document")) { try scanner.scanMembers { _, _ in } }
    }

    @Test func `escaped keys equal their plain spelling`() throws {
        #expect(try scan(#""\u0061b""#).isText("ab"))
        #expect(try scan(#""ab""#).isText("ab"))
        #expect(try !scan(#""abc""#).isText("ab"))
        #expect(try !scan("7").isText("7"))
    }

    @Test(
        arguments: [
            (#" { "a" : [ 1 , 2.50 , 1E2 ] , "b c" : "x  y" } "#, #"{"a":[1,2.50,1E2],"b c":"x  y"}"#),
            (#""\u0041\/\u00e9\uD83D\uDE00\n\u001f\"\\""#, #""A/é😀\n\u001f\"\\""#), ("[\n]", "[]"), (#"{"a":"\\"  , "b":1}"#, #"{"a":"\\","b":1}"#),
            ("123456789012345678901234567890", "123456789012345678901234567890"), (#"{"a":1,"a":2}"#, #"{"a":1,"a":2}"#),
        ]
    )
    func `compaction drops blanks, keeps numbers and normalises escapes`(text: String, expected: String) throws {
        #expect(String(decoding: try scan(text).compacted(), as: UTF8.self) == expected)
    }

    @Test(
        arguments: [
            ("{}", 2), (#"{"a": 1}"#, 7), (#""é""#, 8), (#""€""#, 8), (#""😀""#, 14), (#""\u00e9\ud83d\ude00""#, 20), (#""\n\u0001""#, 10),
            (#""\u0041\/""#, 4), (#"["é" , "é"]"#, 19), ("\"\u{7F}\"", 3),
        ]
    )
    func `metadata size counts characters with non-ASCII units as escapes`(text: String, length: Int) throws {
        #expect(JSONText.escapedLength(compact: try scan(text).compacted()) == length)
    }
}
