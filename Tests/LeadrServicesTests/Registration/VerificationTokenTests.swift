import Crypto
import Foundation
import LeadrDomain
import Testing

@testable import LeadrServices

@Suite("Verification tokens")
struct VerificationTokenTests {
    private let now = Timestamp(microseconds: 1_800_000_000_500_000)
    private let keys = TokenKeys(current: "pepper")

    private func tokens(_ keys: TokenKeys? = nil) -> VerificationTokens {
        VerificationTokens(keys: keys ?? self.keys, lifetime: .seconds(600))
    }

    /// A token of any payload, signed as upstream signs it.
    private func sign(_ payload: String, secret: String = "pepper", header: String = #"{"alg":"HS256","typ":"JWT"}"#) -> String {
        let signed = Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(Array(payload.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: SymmetricKey(data: Data(secret.utf8)))
        return signed + "." + Base64URL.encode(Array(code))
    }

    private func refusal(of token: String, now: Timestamp? = nil) -> String? {
        do throws(DomainError) {
            _ = try tokens().read(token, now: now ?? self.now)
            return nil
        } catch {
            return error.text
        }
    }

    @Test(arguments: [VerificationClaims.Purpose.registration, .invite(UserID(UUID()))])
    func `what is issued is read again, until it is too old`(purpose: VerificationClaims.Purpose) async throws {
        let claims = VerificationClaims(email: "ann@example.com", purpose: purpose)
        let token = try await tokens().issue(claims, at: now)
        #expect(try tokens().read(token, now: now) == claims)
        #expect(refusal(of: token, now: now + .seconds(599)) == nil)
        #expect(refusal(of: token, now: now + .seconds(600)) == "Verification token has expired")
    }

    @Test func `the previous secret still verifies, another one does not`() async throws {
        let token = try await tokens().issue(VerificationClaims(email: "ann@example.com", purpose: .registration), at: now)
        #expect((try? tokens(TokenKeys(current: "new", previous: "pepper")).read(token, now: now)) != nil)
        #expect((try? tokens(TokenKeys(current: "new")).read(token, now: now)) == nil)
    }

    @Test func `upstream's tokens are read, with times that have fractions`() throws {
        let user = UUID()
        let token = sign(#"{"email":"ann@example.com","type":"invite","user_id":"\#(UUIDText.format(user))","iat":1.5,"exp":1800000000.75}"#)
        #expect(try tokens().read(token, now: now) == VerificationClaims(email: "ann@example.com", purpose: .invite(UserID(user))))
        #expect(refusal(of: token, now: now + .milliseconds(250)) == "Verification token has expired")
    }

    @Test func `each fault has its text`() {
        let end = #""exp":1900000000"#
        #expect(refusal(of: "nonsense") == "Invalid verification token")
        #expect(refusal(of: sign("{}")) == "Invalid verification token")
        #expect(refusal(of: sign("[]")) == "Invalid verification token")
        #expect(refusal(of: sign(#"{"email":"a","type":"access",\#(end)}"#)) == "Invalid token type")
        #expect(refusal(of: sign(#"{"email":"a",\#(end)}"#)) == "Invalid token type")
        #expect(refusal(of: sign(#"{"type":"registration",\#(end)}"#)) == "Missing email in token")
        #expect(refusal(of: sign(#"{"email":"a","type":"invite",\#(end)}"#)) == "Invalid verification token")
        #expect(refusal(of: sign(#"{"email":"a","type":"registration",\#(end)}"#)) == nil)
    }

    @Test(arguments: ["none", "HS512", "RS256", "hs256"])
    func `no token chooses its own algorithm`(algorithm: String) {
        let payload = #"{"email":"a","type":"registration","exp":1900000000}"#
        #expect(refusal(of: sign(payload, header: #"{"alg":"\#(algorithm)"}"#)) == "Invalid verification token")
        let unsigned = sign(payload, header: #"{"alg":"\#(algorithm)"}"#).split(separator: ".").dropLast().joined(separator: ".") + "."
        #expect(refusal(of: unsigned) == "Invalid verification token")
    }
}
