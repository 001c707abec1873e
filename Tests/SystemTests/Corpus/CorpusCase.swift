/// One request that a well-meaning client would not send, and the statuses that answer it rightly.
struct CorpusCase: Sendable {
    let name: String
    let method: String
    /// Path below the API prefix.
    let path: String
    var headers: [(String, String)] = []
    var body: [UInt8]?
    let allowed: Set<Int>

    init(_ name: String, _ method: String, _ path: String, body: [UInt8]? = nil, headers: [(String, String)] = [], _ allowed: Set<Int>) {
        self.name = name
        self.method = method
        self.path = path
        self.body = body
        self.headers = headers
        self.allowed = allowed
    }
}

extension CorpusCase {
    /// Bodies of a submission; each is sent with a fresh nonce.
    static func submissions(_ board: String) -> [CorpusCase] {
        func submission(_ name: String, _ body: String, _ allowed: Set<Int>) -> CorpusCase {
            CorpusCase(name, "POST", "/client/scores", body: Array(body.utf8), allowed)
        }
        func value(_ text: String, _ allowed: Set<Int>) -> CorpusCase {
            submission("value \(text.prefix(30))", #"{"board_id":"\#(board)","player_name":"A","value":\#(text)}"#, allowed)
        }
        func player(_ label: String, _ name: String, _ allowed: Set<Int> = [202]) -> CorpusCase {
            submission("name: \(label)", #"{"board_id":"\#(board)","value":1,"player_name":"\#(name)"}"#, allowed)
        }
        let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        let broken: [(String, [UInt8])] = [
            ("invalid UTF-8", Array(#"{"board_id":"\#(board)","value":1,"player_name":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8)),
            ("overlong UTF-8", Array(#"{"board_id":"\#(board)","value":1,"player_name":""#.utf8) + [0xC0, 0xAF] + Array(#""}"#.utf8)),
            ("a byte order mark", [0xEF, 0xBB, 0xBF] + Array("{}".utf8)), ("raw NUL", [0x7B, 0x00, 0x7D]), ("noise", (0...255).map { $0 }),
            ("UTF-16", Array("{}".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })),
        ]
        return [
            value("NaN", [422]), value("Infinity", [422]), value("-Infinity", [422]), value("1e309", [422]), value("-1e309", [422]),
            value("9223372036854775808", [202]), value("-0", [202]), value("-0.0", [202]), value("1e-400", [202]),
            value("1.7976931348623157e308", [202]),
            value(#""12""#, [422]), value("null", [422]), value("true", [422]), value("[1]", [422]), value("01", [422]), value("+1", [422]),
            value(".5", [422]), value("1.", [422]), value("0x10", [422]), value(String(repeating: "9", count: 400), [422]),
            value("1" + String(repeating: "0", count: 300), [202]),
            player("lone surrogate", #"\ud800"#, [422]), player("reversed surrogates", #"\udc00\ud800"#, [422]), player("NUL", #"\u0000"#, [422]),
            player("right to left", "\u{202E}evil\u{202C} مرحبا"), player("zero width", "a\u{200B}b\u{FEFF}c"), player("emoji", "👩‍👩‍👧‍👦🏳️‍🌈"),
            player("SQL", "'; DROP TABLE boards; --"), player("HTML", "<script>alert(1)<\\/script>"), player("CRLF", #"a\r\nSet-Cookie: x=1"#),
            player("template", "{{7*7}} ${7*7} %s %n"), player("combining", String(repeating: "e\u{301}", count: 100)),
            player("255 characters", String(repeating: "a", count: 255)), player("256 characters", String(repeating: "a", count: 256), [422]),
            submission("deep metadata", #"{"board_id":"\#(board)","value":1,"player_name":"A","metadata":\#(deep)}"#, [422]),
            submission(
                "large metadata",
                #"{"board_id":"\#(board)","value":1,"player_name":"A","metadata":"\#(String(repeating: "x", count: 2000))"}"#,
                [422]
            ),
            submission("repeated keys", #"{"board_id":"x","board_id":"\#(board)","value":2,"value":1,"player_name":"A"}"#, [202]),
            submission("unknown keys", #"{"board_id":"\#(board)","value":1,"player_name":"A","is_test":true,"rank":1,"account_id":"acc_x"}"#, [202]),
            submission("nothing", "", [422]), submission("an array", "[]", [422]), submission("a text", #""x""#, [422]),
            submission("null", "null", [422]),
            submission("a truncated body", #"{"board_id":"\#(board)","val"#, [422]), submission("two documents", "{}{}", [422]),
            submission("a comment", "{/**/}", [422]), submission("single quotes", "{'a':1}", [422]),
            submission("ten megabytes", #"{"player_name":""# + String(repeating: "x", count: 10_000_000) + #""}"#, [413]),
            submission("many members", "{" + (0..<4000).map { #""k\#($0)":\#($0)"# }.joined(separator: ",") + "}", [422]),
        ] + broken.map { CorpusCase("body: \($0.0)", "POST", "/client/scores", body: $0.1, [422]) }
    }

    /// Queries, targets and headers.
    static func reads(_ board: String) -> [CorpusCase] {
        let list = "/client/scores?board_id=\(board)"
        func bad(_ query: String, _ allowed: Set<Int>) -> CorpusCase { CorpusCase("query \(query.prefix(60))", "GET", list + query, allowed) }
        return [
            bad("&limit=0", [422]), bad("&limit=-1", [422]), bad("&limit=1000000000", [422]), bad("&limit=1.5", [422]), bad("&limit=", [422]),
            bad("&limit=99999999999999999999", [422]), bad("&cursor=", [400]), bad("&cursor=x", [400]), bad("&cursor=%00", [422]),
            bad("&cursor=eyJwdiI6W119", [400]), bad("&cursor=" + String(repeating: "A", count: 4000), [400]), bad("&sort=", [400]),
            bad("&sort=value", [400]), bad("&sort=value:up", [400]), bad("&sort=player_name;DROP:asc", [400]), bad("&sort=id:asc,id:asc", [200]),
            bad("&around_score_value=NaN", [422]), bad("&around_score_value=1e309", [422]), bad("&around_score_value=1,5", [422]),
            bad("&around_score_id=scr_x", [422]), bad("&identity_id=you", [422]), bad("&%zz=%", [200]),
            bad("&" + String(repeating: "a=b&", count: 500), [200]),
            CorpusCase("no board", "GET", "/client/scores", [422]),
            CorpusCase("a board of nobody", "GET", "/client/scores?board_id=brd_\(UUIDs.unknown)", [404]),
            CorpusCase("an id that is none", "GET", "/client/scores/../../etc/passwd", [404]),
            CorpusCase("an encoded slash", "GET", "/client/scores/%2e%2e%2f", [404, 422]),
            CorpusCase("NUL in the path", "GET", "/client/scores/scr_%00", [404, 422]),
            CorpusCase("a wrong kind", "GET", "/client/scores/brd_\(UUIDs.unknown)", [422]),
            CorpusCase("a long target", "GET", list + "&x=" + String(repeating: "y", count: 9000), [414]),
            CorpusCase("a large header", "GET", list, headers: [("X-Large", String(repeating: "z", count: 20_000))], [431]),
            CorpusCase(
                "a long nonce",
                "POST",
                "/client/scores",
                body: Array("{}".utf8),
                headers: [("leadr-client-nonce", String(repeating: "n", count: 8000))],
                [412]
            ),
            CorpusCase("an unknown method", "BREW", "/client/scores", [400, 404, 405]),
            CorpusCase("a traced request", "TRACE", "/client/scores", [404, 405]),
        ]
    }
}

/// Identifiers of nothing.
enum UUIDs {
    static let unknown = "00000000-0000-4000-8000-000000000000"
}
