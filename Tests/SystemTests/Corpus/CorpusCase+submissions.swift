extension CorpusCase {
    /// Bodies of a submission; each is sent with a fresh nonce.
    static func submissions(_ board: String) -> [CorpusCase] {
        values(board) + texts(board) + shapes(board)
    }

    /// A body with a board, a name and a value unless it says otherwise.
    private static func submission(_ name: String, _ board: String, _ fields: String, _ kept: KeptSubmission? = nil) -> CorpusCase {
        let body = #"{"board_id":"\#(board)",\#(fields)}"#
        var item = CorpusCase(name, "POST", "/client/scores", body: Array(body.utf8), [kept == nil ? 422 : 202])
        item.kept = kept
        return item
    }

    private static func values(_ board: String) -> [CorpusCase] {
        let long = "1" + String(repeating: "0", count: 300)
        let kept: [(String, Double)] = [
            ("9223372036854775807", 9_223_372_036_854_775_808), ("9223372036854775808", 9_223_372_036_854_775_808),
            ("-9223372036854775809", -9_223_372_036_854_775_808), ("9007199254740993", 9_007_199_254_740_992), ("-0", 0), ("-0.0", 0), ("1e-400", 0),
            ("5e-324", .leastNonzeroMagnitude), ("-5e-324", -.leastNonzeroMagnitude), ("1.7976931348623157e308", 1.7976931348623157e308),
            ("-1.8e307", -1.8e307), (long, 1e300),
            ("0.1", 0.1), ("0.30000000000000004", 0.30000000000000004), ("1E+2", 100), ("123456789.123456789", 123_456_789.123_456_789),
        ]
        let refused = [
            "NaN", "Infinity", "-Infinity", "1e309", "-1e309", "1.8e308", #""12""#, "null", "true", "[1]", "01", "+1", ".5", "1.", "0x10",
            String(repeating: "9", count: 400),
        ]
        return kept.map { text, value in
            submission("value \(text.prefix(30))", board, #""player_name":"A","value":\#(text)"#, KeptSubmission(name: "A", value: value))
        } + refused.map { submission("value \($0.prefix(30))", board, #""player_name":"A","value":\#($0)"#) }
    }

    /// Texts as they are written in JSON, and what they mean.
    private static let hostile: [(label: String, written: String, meant: String)] = [
        ("right to left", "\u{202E}evil\u{202C} مرحبا", "\u{202E}evil\u{202C} مرحبا"), ("zero width", "a\u{200B}b\u{FEFF}c", "a\u{200B}b\u{FEFF}c"),
        ("emoji", "👩‍👩‍👧‍👦🏳️‍🌈", "👩‍👩‍👧‍👦🏳️‍🌈"), ("escaped emoji", #"\ud83d\ude00\uD83C\uDFF4"#, "😀🏴"), ("SQL", "'; DROP TABLE boards; --", "'; DROP TABLE boards; --"),
        ("HTML", #"</script><script>alert(1)<\/script>&amp;"#, "</script><script>alert(1)</script>&amp;"),
        ("quotes and backslashes", #"\"a\" \\b\\ \\u0041 c:\\"#, #""a" \b\ \u0041 c:\"#), ("CRLF", #"a\r\nSet-Cookie: x=1"#, "a\r\nSet-Cookie: x=1"),
        (
            "control characters", #"\u0001\u0008\u000b\u001b[31m\b\f\t\u001f\u007f"#,
            "\u{1}\u{8}\u{B}\u{1B}[31m\u{8}\u{C}\t\u{1F}\u{7F}"
        ),
        ("line separators", #"\u2028\u2029\u0085"#, "\u{2028}\u{2029}\u{85}"), ("template", "{{7*7}} ${7*7} %s %n", "{{7*7}} ${7*7} %s %n"),
        ("not composed", "e\u{301} \u{1100}\u{1161}", "e\u{301} \u{1100}\u{1161}"), ("composed", "é 가", "é 가"),
        ("no characters", "\u{FFFE}\u{FFFF}", "\u{FFFE}\u{FFFF}"),
        ("many marks", String(repeating: "e\u{301}", count: 50), String(repeating: "e\u{301}", count: 50)),
        ("255 characters", String(repeating: "a", count: 255), String(repeating: "a", count: 255)), ("blanks", "  a  ", "  a  "),
    ]

    private static func texts(_ board: String) -> [CorpusCase] {
        let refused = [
            ("lone surrogate", #"\ud800"#), ("reversed surrogates", #"\udc00\ud800"#), ("NUL", #"\u0000"#),
            ("256 characters", String(repeating: "a", count: 256)), ("no escape", #"\x41"#), ("a raw line feed", "a\nb"),
        ]
        return hostile.map { text in
            let fields =
                #""value":1,"player_name":"\#(text.written)","value_display":"\#(text.written)","metadata":{"\#(text.written)":["\#(text.written)"]}"#
            return submission("text: \(text.label)", board, fields, KeptSubmission(name: text.meant, value: 1, others: text.meant))
        } + refused.map { submission("text: \($0.0)", board, #""value":1,"player_name":"\#($0.1)""#) }
    }

    private static func shapes(_ board: String) -> [CorpusCase] {
        let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        let plain = #""value":1,"player_name":"A""#
        let start = Array(#"{"board_id":"\#(board)","value":1,"player_name":""#.utf8)
        let bodies: [(String, [UInt8], Int)] = [
            ("nothing", [], 422), ("an array", Array("[]".utf8), 422), ("a text", Array(#""x""#.utf8), 422), ("null", Array("null".utf8), 422),
            ("a truncated body", Array(#"{"board_id":"\#(board)","val"#.utf8), 422), ("two documents", Array("{}{}".utf8), 422),
            ("a comment", Array("{/**/}".utf8), 422), ("single quotes", Array("{'a':1}".utf8), 422),
            ("ten megabytes", Array((#"{"player_name":""# + String(repeating: "x", count: 10_000_000) + #""}"#).utf8), 413),
            ("many members", Array(("{" + (0..<4000).map { #""k\#($0)":\#($0)"# }.joined(separator: ",") + "}").utf8), 422),
            ("invalid UTF-8", start + [0xC3, 0x28] + Array(#""}"#.utf8), 422), ("overlong UTF-8", start + [0xC0, 0xAF] + Array(#""}"#.utf8), 422),
            ("an encoded surrogate", start + [0xED, 0xA0, 0x80] + Array(#""}"#.utf8), 422),
            ("a byte order mark", [0xEF, 0xBB, 0xBF] + Array("{}".utf8), 422),
            ("raw NUL", [0x7B, 0x00, 0x7D], 422), ("noise", (0...255).map { $0 }, 422),
            ("UTF-16", Array("{}".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }), 422),
        ]
        let usual = KeptSubmission(name: "A", value: 1)
        return [
            submission("deep metadata", board, plain + #","metadata":\#(deep)"#),
            submission("large metadata", board, plain + #","metadata":"\#(String(repeating: "x", count: 2000))""#),
            submission("repeated keys", board, #""board_id":"x","board_id":"\#(board)","value":2,"player_name":"B",\#(plain)"#, usual),
            submission("unknown keys", board, plain + #","is_test":true,"rank":1,"account_id":"acc_x""#, usual),
        ] + bodies.map { CorpusCase("body: \($0.0)", "POST", "/client/scores", body: $0.1, [$0.2]) }
    }
}
