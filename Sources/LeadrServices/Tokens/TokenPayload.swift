import Foundation
import JWTKit
import LeadrDomain

/// The wire form of ``TokenClaims`` as jwt-kit signs it: bare UUIDs, times as whole seconds.
struct TokenPayload: JWTPayload {
    private enum CodingKeys: String, CodingKey {
        case subject = "sub"
        case gameID = "game_id"
        case accountID = "account_id"
        case identityID = "identity_id"
        case testMode = "test_mode"
        case expiresAt = "exp"
        case issuedAt = "iat"
        case tokenID = "jti"
        case tokenVersion = "token_version"
    }

    let subject: String
    let gameID: String
    let accountID: String
    let identityID: String
    let testMode: Bool
    let expiresAt: Int64
    let issuedAt: Int64
    let tokenID: String
    let tokenVersion: Int?

    init(_ claims: TokenClaims) {
        subject = claims.subject
        gameID = UUIDText.format(claims.gameID.uuid)
        accountID = UUIDText.format(claims.accountID.uuid)
        identityID = UUIDText.format(claims.identityID.uuid)
        testMode = claims.testMode
        expiresAt = claims.expiresAt
        issuedAt = claims.issuedAt
        tokenID = UUIDText.format(UUID())
        tokenVersion = claims.tokenVersion
    }

    /// Tokens are verified by ``TokenVerifier``, never through jwt-kit.
    func verify(using algorithm: some JWTAlgorithm) async throws {}
}
