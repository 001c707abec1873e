import JWTKit

/// Issues tokens, signed with HS256.
public struct TokenSigner: Sendable {
    private let keys: TokenKeys

    /// A signer for the current secret.
    public init(keys: TokenKeys) {
        self.keys = keys
    }

    /// A signed token in compact form. Two calls never give the same token, because each carries a random `jti`.
    ///
    /// - Throws: an error of jwt-kit when the claims cannot be encoded.
    public func sign(_ claims: TokenClaims) async throws -> String {
        try await sign(TokenPayload(claims))
    }

    /// A signed token in compact form.
    ///
    /// - Throws: an error of jwt-kit when the payload cannot be encoded.
    func sign(_ payload: some JWTPayload) async throws -> String {
        let collection = JWTKeyCollection()
        await collection.add(hmac: HMACKey(key: keys.current), digestAlgorithm: .sha256)
        return try await collection.sign(payload)
    }
}
