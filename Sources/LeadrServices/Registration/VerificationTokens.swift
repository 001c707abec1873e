import JWTKit
import LeadrDomain

/// Issues and reads verification tokens: HS256 with the secret of API keys, as the contract has it, so that the secret's rotation covers them.
struct VerificationTokens: Sendable {
    private let keys: TokenKeys
    private let signer: TokenSigner
    private let lifetime: Duration

    /// Tokens signed with the present secret, and read with the present or the previous one.
    init(keys: TokenKeys, lifetime: Duration) {
        self.keys = keys
        self.lifetime = lifetime
        signer = TokenSigner(keys: keys)
    }

    /// A signed token.
    ///
    /// - Throws: An error of jwt-kit when the claims cannot be encoded.
    func issue(_ claims: VerificationClaims, at now: Timestamp) async throws -> String {
        try await signer.sign(Payload(claims, issuedAt: now, expiresAt: now + lifetime))
    }

    /// What a token says.
    ///
    /// - Throws: ``DomainError`` 400 when it is forged, malformed or too old.
    func read(_ token: String, now: Timestamp) throws(DomainError) -> VerificationClaims {
        guard let signed = CompactToken(token, keys: keys) else { throw .badRequest(VerificationClaims.invalid) }
        return try VerificationClaims(payload: signed.payload, now: now)
    }
}

extension VerificationTokens {
    /// The wire form of ``VerificationClaims`` as jwt-kit signs it.
    private struct Payload: JWTPayload {
        enum CodingKeys: String, CodingKey {
            case email, type
            case userID = "user_id"
            case issuedAt = "iat"
            case expiresAt = "exp"
        }

        let email: String
        let type: String
        let userID: String?
        let issuedAt: Int64
        let expiresAt: Int64

        init(_ claims: VerificationClaims, issuedAt: Timestamp, expiresAt: Timestamp) {
            email = claims.email
            type = claims.purpose.type.wire
            userID = if case .invite(let user) = claims.purpose { UUIDText.format(user.uuid) } else { nil }
            self.issuedAt = issuedAt.seconds
            self.expiresAt = expiresAt.seconds
        }

        /// Tokens are read by ``VerificationTokens``, never through jwt-kit.
        func verify(using algorithm: some JWTAlgorithm) async throws {}
    }
}
