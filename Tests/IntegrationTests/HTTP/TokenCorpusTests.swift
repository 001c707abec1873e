import ByteJSON
import Crypto
import Foundation
import HTTPTypes
import Testing

/// Tokens that were not issued to their bearer, in every way they can be made up.
@Suite("Forged and spent tokens")
struct TokenCorpusTests {
    @Test func `every forged, cut, mixed up or spent token is the same 401`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let ann = try await world.player(1)
            let parts: [String] = ann.token.split(separator: ".").map(String.init)
            let (head, payload, signature) = (parts[0], parts[1], parts[2])
            var tokens: [String] = []
            for header in Self.headers.map({ Self.encode($0) }) {
                tokens += ["\(header).\(payload).\(signature)", "\(header).\(payload)."]
            }
            tokens += Self.changes.map { "\(head).\(Self.changed(payload, $0)).\(signature)" }
            // Signed with something that an attacker knows.
            for key in ["", "secret", "your-super-secret-jwt-key-change-in-production", world.gameID] {
                let text = "\(head).\(Self.changed(payload, ("test_mode", true)))"
                tokens.append("\(text).\(Self.signature(of: text, key))")
            }
            tokens += [
                head, "\(head).\(payload)", ".\(payload).\(signature)", "..", "...", "\(ann.token).x", String(ann.token.dropLast()), "\(ann.token)=",
                "\(signature).\(payload).\(head)", String(repeating: "a", count: 8000), ann.refreshToken, world.gameID,
            ]
            for token in tokens { try await Self.expectRefusal(of: token, api) }
            #expect(try await ann.get("/client/nonce").status == 200, "the true one still works")
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
            let replayed = try await api.send(.post, "/client/sessions/refresh", body: body)
            #expect(replayed.status == 401 && replayed.error == "Invalid or expired refresh token")
            let asRefresh = #"{"refresh_token":"\#(fresh["access_token"]?.string ?? "")"}"#
            #expect(try await api.send(.post, "/client/sessions/refresh", body: asRefresh).status == 401, "an access token refreshes nothing")
            for text in ["", "a", "a.b.c", String(repeating: "x", count: 60_000)] {
                let answer = try await api.send(.post, "/client/sessions/refresh", body: #"{"refresh_token":"\#(text)"}"#)
                #expect(answer.status == 401 && answer.error == "Invalid or expired refresh token")
            }
        }
    }

    // MARK: - Parts

    private static let headers = [
        #"{"alg":"none","typ":"JWT"}"#, #"{"alg":"None"}"#, #"{"alg":""}"#, "{}", "[]", "", #"{"alg":"RS256","typ":"JWT"}"#, #"{"alg":"HS384"}"#,
        #"{"alg":"HS512"}"#, #"{"alg":"ES256"}"#, #"{"alg":"HS256","kid":"../../dev/null"}"#, #"{"alg":"HS256","jwk":{"kty":"oct","k":""}}"#,
        #"{"alg":"HS256","crit":["exp"]}"#, #"{"alg":["HS256"]}"#,
    ]

    private static let changes: [(String, any Sendable)] = [
        ("exp", 4_102_444_800), ("exp", 0), ("exp", -1), ("exp", "never"), ("exp", 1e30), ("nbf", 4_102_444_800), ("iat", 4_102_444_800),
        ("aud", "other"),
        ("iss", "other"), ("sub", ""), ("game_id", "00000000-0000-4000-8000-000000000000"), ("identity_id", "00000000-0000-4000-8000-000000000000"),
        ("test_mode", true), ("token_version", 99),
    ]

    private static func expectRefusal(of token: String, _ api: APIFixture) async throws {
        let answer = try await api.send(.get, "/client/nonce", headers: [.authorization: "Bearer \(token)"])
        #expect(answer.status == 401 && answer.error == "Invalid or expired token", "\(token.prefix(80)): \(answer.status) \(answer.error ?? "")")
    }

    private static func changed(_ payload: String, _ change: (name: String, value: any Sendable)) -> String {
        guard let data = decode(payload), var claims = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else { return "" }
        claims[change.name] = change.value
        return (try? JSONSerialization.data(withJSONObject: claims)).map(encode) ?? ""
    }

    private static func signature(of text: String, _ key: String) -> String {
        encode(Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: Data(key.utf8)))))
    }

    private static func encode(_ text: String) -> String { encode(Data(text.utf8)) }

    private static func encode(_ data: Data) -> String {
        data.base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    private static func decode(_ text: String) -> Data? {
        let plain = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4))
    }
}
