import LeadrDomain

/// Issues access and refresh tokens that belong together.
struct TokenPairIssuer: Sendable {
    private let keys: TokenKeys
    private let signer: TokenSigner
    private let lifetimes: TokenLifetimes

    init(keys: TokenKeys, lifetimes: TokenLifetimes) {
        self.keys = keys
        signer = TokenSigner(keys: keys)
        self.lifetimes = lifetimes
    }

    /// A new pair for an identity; both tokens carry the same facts, the refresh token also the version of the pair.
    func issue(to identity: Identity, testMode: Bool, version: Int, now: Timestamp) async throws -> IssuedTokens {
        var claims = TokenClaims(
            subject: identity.externalKey,
            gameID: identity.gameID,
            accountID: identity.accountID,
            identityID: identity.id,
            testMode: testMode,
            expiresAt: (now + lifetimes.access).seconds,
            issuedAt: now.seconds
        )
        let access = try await signer.sign(claims)
        claims.expiresAt = (now + lifetimes.refresh).seconds
        claims.tokenVersion = version
        let refresh = try await signer.sign(claims)
        return IssuedTokens(
            pair: TokenPair(accessToken: access, refreshToken: refresh, expiresIn: Int(lifetimes.access.components.seconds)),
            accessHash: keys.hash(access),
            refreshHash: keys.hash(refresh),
            version: version,
            issuedAt: now,
            expiresAt: now + lifetimes.access,
            refreshExpiresAt: now + lifetimes.refresh
        )
    }
}

/// A pair of tokens and what its session stores of it.
struct IssuedTokens {
    let pair: TokenPair
    let accessHash: String
    let refreshHash: String
    let version: Int
    let issuedAt: Timestamp
    let expiresAt: Timestamp
    let refreshExpiresAt: Timestamp

    /// The session row that carries the pair.
    func session(id: IdentitySessionID, identityID: IdentityID, createdAt: Timestamp) -> IdentitySession {
        IdentitySession(
            id: id,
            identityID: identityID,
            accessTokenHash: accessHash,
            refreshTokenHash: refreshHash,
            tokenVersion: version,
            expiresAt: expiresAt,
            refreshExpiresAt: refreshExpiresAt,
            createdAt: createdAt,
            updatedAt: issuedAt
        )
    }
}
