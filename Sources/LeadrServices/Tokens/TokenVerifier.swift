import LeadrDomain

/// Checks signature, validity and claims of a client token without a library.
public struct TokenVerifier: Sendable {
    /// A token whose signature and claims are good.
    public struct Verified: Sendable {
        /// What the token says.
        public let claims: TokenClaims
        /// Hash under which its session is stored.
        public let hash: String
    }

    private let keys: TokenKeys

    /// A verifier for the current and the previous secret.
    public init(keys: TokenKeys) {
        self.keys = keys
    }

    /// The token's claims, or nil when anything about it is wrong: callers answer every failure alike.
    public func verify(_ token: String, now: Timestamp) -> Verified? {
        guard let signed = CompactToken(token, keys: keys), let claims = TokenClaims(payload: signed.payload), now.seconds < claims.expiresAt else {
            return nil
        }
        return Verified(claims: claims, hash: TokenKeys.hash(token, key: signed.key))
    }
}
