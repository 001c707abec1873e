/// One request that a well-meaning client would not send, and the statuses that answer it rightly.
struct CorpusCase: Sendable {
    let name: String
    let method: String
    /// Path below the API prefix.
    let path: String
    var headers: [(String, String)] = []
    var body: [UInt8]?
    let allowed: Set<Int>
    /// What must be read back when it is accepted.
    var kept: KeptSubmission?

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
    /// Queries, targets and headers.
    static func reads(_ board: String) -> [CorpusCase] {
        let list = "/client/scores?board_id=\(board)"
        func bad(_ query: String, _ allowed: Set<Int>) -> CorpusCase { CorpusCase("query \(query.prefix(60))", "GET", list + query, allowed) }
        func refresh(_ name: String, _ length: Int, _ allowed: Set<Int>) -> CorpusCase {
            let body = #"{"refresh_token":""# + String(repeating: "a", count: length) + #""}"#
            return CorpusCase(name, "POST", "/client/sessions/refresh", body: Array(body.utf8), allowed)
        }
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
            CorpusCase("a bearer of 64 KiB", "GET", list, headers: [("Authorization", "Bearer " + String(repeating: "a", count: 65_536))], [431]),
            refresh("a refresh token of 64 KiB", 65_536, [413]), refresh("one that fits a body", 65_000, [401]), refresh("none", 0, [401]),
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
