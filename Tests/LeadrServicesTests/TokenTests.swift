import Foundation
import LeadrDomain
import Testing

@testable import LeadrServices

@Suite("Client tokens")
struct TokenTests {
    private let now = Timestamp(microseconds: 1_800_000_000_000_000)

    private func claims(expiresIn seconds: Int64 = 60) -> TokenClaims {
        TokenClaims(
            subject: "key",
            gameID: GameID(UUID()),
            accountID: AccountID(UUID()),
            identityID: IdentityID(UUID()),
            testMode: true,
            expiresAt: now.seconds + seconds,
            issuedAt: now.seconds,
            tokenVersion: 3
        )
    }

    @Test(arguments: ["short", String(repeating: "long", count: 40)])
    func `what is signed is verified, with a secret of any length`(secret: String) async throws {
        let keys = TokenKeys(current: secret)
        let claims = claims()
        let token = try await TokenSigner(keys: keys).sign(claims)
        let verified = try #require(TokenVerifier(keys: keys).verify(token, now: now))
        #expect(verified.claims == claims)
        #expect(verified.hash == keys.hash(token))
        #expect(verified.hash.utf8.count == 64)
    }

    @Test func `two tokens with equal claims differ`() async throws {
        let signer = TokenSigner(keys: TokenKeys(current: "secret"))
        let claims = claims()
        #expect(try await signer.sign(claims) != signer.sign(claims))
    }

    @Test func `an expired, a changed and a foreign token are refused`() async throws {
        let keys = TokenKeys(current: "secret")
        let verifier = TokenVerifier(keys: keys)
        let token = try await TokenSigner(keys: keys).sign(claims())
        #expect(verifier.verify(token, now: now + .seconds(60)) == nil)
        #expect(TokenVerifier(keys: TokenKeys(current: "other")).verify(token, now: now) == nil)
        let parts = token.split(separator: ".").map(String.init)
        let forged = Base64URL.encode(Array(#"{"alg":"none"}"#.utf8))
        for text in [
            "", "a.b", "a.b.c", parts[0] + "." + parts[1] + ".", token + "A", token + "." + parts[2], forged + "." + parts[1] + "." + parts[2],
            forged + "." + parts[1] + ".", parts[0] + "." + parts[1].dropLast() + "." + parts[2],
        ] {
            #expect(verifier.verify(text, now: now) == nil, "\(text)")
        }
    }

    @Test func `the previous secret verifies during a rotation, under its own hash`() async throws {
        let old = TokenKeys(current: "old")
        let token = try await TokenSigner(keys: old).sign(claims())
        let verified = TokenVerifier(keys: TokenKeys(current: "new", previous: "old")).verify(token, now: now)
        #expect(verified?.hash == old.hash(token))
    }

    @Test func `base64 has one spelling per value`() {
        #expect(Base64URL.decode("_-8".utf8) == [0xFF, 0xEF])
        #expect(Base64URL.encode([0xFF, 0xEF]) == "_-8")
        for text in ["_-9", "A", "AA=", "A A", "+/8"] { #expect(Base64URL.decode(text.utf8) == nil, "\(text)") }
    }

    @Test func `keys are checked with the present and the previous pepper`() {
        let old = APIKeySecret(current: "old")
        let hash = old.hash("ldr_key")
        #expect(APIKeySecret(current: "new", previous: "old").matches("ldr_key", hash: hash))
        #expect(!APIKeySecret(current: "new").matches("ldr_key", hash: hash))
        #expect(!old.matches("ldr_kez", hash: hash))
    }
}
