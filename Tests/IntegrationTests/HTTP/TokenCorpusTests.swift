import ByteJSON
import Foundation
import HTTPTypes
import LeadrDomain
import Testing

/// Tokens that were not issued to their bearer, in every way they can be made up.
@Suite("Forged and spent tokens")
struct TokenCorpusTests {
    @Test func `what nobody signed who knows the secret is the same 401`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let ann = try await world.player(1)
            let forge = try TokenForge(ann.token)
            let (head, payload, signature) = (forge.head, forge.payload, forge.signature)
            var tokens: [String] = []
            for header in Self.headers.map({ TokenForge.encode($0) }) {
                tokens += ["\(header).\(payload).\(signature)", "\(header).\(payload)."]
            }
            tokens += Self.changes.map { "\(head).\(forge.changed($0)).\(signature)" }
            // Signed with something that an attacker knows.
            for key in ["", "secret", "your-super-secret-jwt-key-change-in-production", world.gameID] {
                tokens.append(TokenForge.signed(head, payload, secret: key))
            }
            tokens += [
                head, "\(head).\(payload)", ".\(payload).\(signature)", "..", "...", "\(ann.token).x", String(ann.token.dropLast()), "\(ann.token)=",
                "\(signature).\(payload).\(head)", String(repeating: "a", count: 65_536), "\(head).\(String(repeating: "a", count: 65_536)).x",
                ann.refreshToken, world.gameID,
            ]
            for token in tokens { try await Self.expectRefusal(of: token, api) }
            #expect(try await ann.get("/client/nonce").status == 200, "the true one still works")
        }
    }

    /// The signature is good and a session holds the token's hash: what is wrong with the token itself is all that is left to refuse.
    @Test func `an access token with a good signature and a session is refused for each claim that is wrong`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let ann = try await world.player(1)
            let other = try await world.player(2)
            let forge = try TokenForge(ann.token)
            func answer(_ header: String, _ payload: String) async throws -> Answer {
                let token = TokenForge.signed(header, payload)
                try await Self.store(token, as: "access_token_hash", of: ann, in: api)
                return try await api.send(.get, "/client/nonce", headers: [.authorization: "Bearer \(token)"])
            }
            for change in Self.harmless {
                #expect(try await answer(forge.head, forge.changed(change)).status == 200, "\(change): this way a token gets in")
            }
            for change in Self.changes + [TokenForge.Change("identity_id", .string(try Self.bare(other.identityID)))] {
                let answer = try await answer(forge.head, forge.changed(change))
                #expect(Self.isRefusal(answer), "\(change): \(answer.status) \(answer.json)")
            }
            for header in Self.goodHeaders {
                #expect(try await answer(TokenForge.encode(header), forge.payload).status == 200, "\(header)")
            }
            for header in Self.headers {
                let answer = try await answer(TokenForge.encode(header), forge.payload)
                #expect(Self.isRefusal(answer), "\(header): \(answer.status) \(answer.json)")
            }
        }
    }

    @Test func `a refresh token with a good signature and a session is refused for each claim that is wrong`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let ann = try await world.player(1)
            let other = try await world.player(2)
            let forge = try TokenForge(ann.refreshToken)
            func answer(_ header: String, _ payload: String) async throws -> Answer {
                let token = TokenForge.signed(header, payload)
                try await Self.store(token, as: "refresh_token_hash", of: ann, in: api)
                return try await api.send(.post, "/client/sessions/refresh", body: #"{"refresh_token":"\#(token)"}"#)
            }
            let changes = Self.changes + TokenForge.Change.each("token_version", [nil, 0, 2, -1, "1", .number(1e300)])
            for change in changes + [TokenForge.Change("identity_id", .string(try Self.bare(other.identityID)))] {
                let answer = try await answer(forge.head, forge.changed(change))
                #expect(Self.isRefreshRefusal(answer), "\(change): \(answer.status) \(answer.json)")
            }
            for header in Self.headers {
                let answer = try await answer(TokenForge.encode(header), forge.payload)
                #expect(Self.isRefreshRefusal(answer), "\(header): \(answer.status) \(answer.json)")
            }
            #expect(try await answer(forge.head, forge.changed(Self.harmless[0])).status == 200, "this way a token gets in")
        }
    }

    @Test func `what a refresh replaced is spent, as access and as refresh token`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let ann = try await world.player(1)
            let body = #"{"refresh_token":"\#(ann.refreshToken)"}"#
            let fresh = try await api.send(.post, "/client/sessions/refresh", body: body)
            #expect(fresh.status == 200)
            try await Self.expectRefusal(of: ann.token, api)
            #expect(Self.isRefreshRefusal(try await api.send(.post, "/client/sessions/refresh", body: body)))
            for text in [fresh["access_token"]?.string ?? "", "", "a", "a.b.c", String(repeating: "x", count: 65_000)] {
                let answer = try await api.send(.post, "/client/sessions/refresh", body: #"{"refresh_token":"\#(text)"}"#)
                #expect(Self.isRefreshRefusal(answer), "\(text.prefix(40)): \(answer.status)")
            }
            let large = #"{"refresh_token":"\#(String(repeating: "x", count: 65_536))"}"#
            #expect(try await api.send(.post, "/client/sessions/refresh", body: large).status == 413)
        }
    }

    // MARK: - Parts

    /// Headers that ours may have: also tokens of the reference implementation are taken.
    private static let goodHeaders = [#"{"alg":"HS256","typ":"JWT"}"#, #"{"typ":"JWT","alg":"HS256"}"#, #"{"alg":"HS256"}"#]

    private static let headers = [
        #"{"alg":"none","typ":"JWT"}"#, #"{"alg":"None"}"#, #"{"alg":"hs256"}"#, #"{"alg":""}"#, #"{"typ":"JWT"}"#, "{}", "[]", "", #""HS256""#,
        #"{"alg":"RS256","typ":"JWT"}"#, #"{"alg":"HS384"}"#, #"{"alg":"HS512"}"#, #"{"alg":"ES256"}"#, #"{"alg":["HS256"]}"#, #"{"alg":null}"#,
        #"{"alg":"HS256","typ":"JWE"}"#, #"{"alg":"HS256","typ":"at+jwt"}"#, #"{"alg":"HS256","typ":1}"#, #"{"alg":"HS256","typ":null}"#,
        #"{"alg":"HS256","kid":"1"}"#, #"{"alg":"HS256","kid":"../../dev/null"}"#, #"{"alg":"HS256","jwk":{"kty":"oct","k":""}}"#,
        #"{"alg":"HS256","jku":"https://example.com/keys"}"#, #"{"alg":"HS256","crit":["exp"]}"#, #"{"alg":"HS256","crit":[]}"#,
        #"{"alg":"HS256","zip":"DEF"}"#, #"{"alg":"none","alg":"HS256","b64":false}"#,
    ]

    /// Changes that leave a token good.
    private static let harmless = [
        TokenForge.Change("jti", .string("another")), TokenForge.Change("exp", 4_102_444_800), TokenForge.Change("exp", .number(4_102_444_800.5)),
        TokenForge.Change("test_mode", nil),
    ]

    private static let changes: [TokenForge.Change] = {
        let ids: [JSONValue?] = [nil, .null, true, 7, [], [:], "", "x", "00000000-0000-4000-8000-000000000000"]
        let times: [JSONValue?] = [nil, .null, true, [], [:], "", "4102444800"]
        let others: [JSONValue?] = ["other", "", .null, ["other"]]
        return TokenForge.Change.each("game_id", ids) + TokenForge.Change.each("account_id", ids) + TokenForge.Change.each("identity_id", ids)
            + TokenForge.Change.each("exp", times + [0, -1, 1_000_000_000, .number(1e30), .number(-1e30)]) + TokenForge.Change.each("iat", times)
            + TokenForge.Change.each("nbf", [4_102_444_800, "never", .null, .number(1e30)])
            + TokenForge.Change.each("iss", others) + TokenForge.Change.each("aud", others)
            + TokenForge.Change.each("sub", [nil, "", "other", 7, .null]) + TokenForge.Change.each("jti", [nil, 7, .null])
            + TokenForge.Change.each("test_mode", ["true", 1, .null])
    }()

    private static func store(_ token: String, as column: String, of player: Player, in api: APIFixture) async throws {
        let identity = try IdentityID(wire: player.identityID)
        try await api.run("UPDATE identity_sessions SET \(column) = $1 WHERE identity_id = $2", TokenForge.hash(token), identity.uuid)
    }

    private static func bare(_ identity: String) throws -> String { UUIDText.format(try IdentityID(wire: identity).uuid) }

    private static func expectRefusal(of token: String, _ api: APIFixture) async throws {
        let answer = try await api.send(.get, "/client/nonce", headers: [.authorization: "Bearer \(token)"])
        #expect(isRefusal(answer), "\(token.prefix(80)): \(answer.status) \(answer.json)")
    }

    /// One answer for every reason, which tells none.
    private static func isRefusal(_ answer: Answer) -> Bool {
        answer.status == 401 && answer.json == ["error": "Invalid or expired token"]
    }

    private static func isRefreshRefusal(_ answer: Answer) -> Bool {
        answer.status == 401 && answer.json == ["error": "Invalid or expired refresh token"]
    }
}
