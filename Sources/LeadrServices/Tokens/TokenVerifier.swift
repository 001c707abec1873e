import ByteJSON
import Crypto
import Foundation
import LeadrDomain

/// Checks signature, validity and claims of a client token without a library: HS256 only, so that no token chooses its own algorithm.
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
        let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, isHS256(parts[0]), let signature = Base64URL.decode(parts[2]) else { return nil }
        let signed = Data(token.utf8.prefix(parts[0].count + 1 + parts[1].count))
        guard let key = signingKey(of: signed, signature: signature),
            let payload = Base64URL.decode(parts[1]), let claims = TokenClaims(payload: payload), now.seconds < claims.expiresAt
        else { return nil }
        return Verified(claims: claims, hash: TokenKeys.hash(token, key: key))
    }

    private func isHS256(_ header: some Collection<UInt8>) -> Bool {
        guard let bytes = Base64URL.decode(header) else { return false }
        var scanner = JSONScanner(bytes, maximumDepth: 2)
        guard case .object(let fields)? = try? scanner.parse() else { return false }
        return fields["alg"] == .string("HS256")
    }

    /// The key that made the signature; compared in constant time.
    private func signingKey(of signed: Data, signature: [UInt8]) -> SymmetricKey? {
        [keys.current, keys.previous].compactMap(\.self).first { key in
            HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: signed, using: key)
        }
    }
}
