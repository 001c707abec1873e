import ByteJSON
import Crypto
import Foundation

/// A token in compact form whose signature is checked: HS256 only, so that no token chooses its own algorithm.
struct CompactToken {
    /// The claims as they were signed; JSON, unless the issuer signed something else.
    let payload: [UInt8]
    /// The key that made the signature.
    let key: SymmetricKey

    /// Checks a token; nil when anything about it is wrong.
    init?(_ token: String, keys: TokenKeys) {
        let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, Self.isHS256(parts[0]), let signature = Base64URL.decode(parts[2]) else { return nil }
        let signed = Data(token.utf8.prefix(parts[0].count + 1 + parts[1].count))
        guard let key = Self.key(of: signed, signature: signature, keys), let payload = Base64URL.decode(parts[1]) else { return nil }
        self.key = key
        self.payload = payload
    }

    /// Whether a header says what those of our tokens say and nothing more: a `kid`, a key or a `crit` would ask for something we do not do.
    private static func isHS256(_ header: some Collection<UInt8>) -> Bool {
        guard let bytes = Base64URL.decode(header) else { return false }
        var scanner = JSONScanner(bytes, maximumDepth: 2)
        guard case .object(let fields)? = try? scanner.parse() else { return false }
        guard fields["alg"] == .string("HS256"), fields["typ"] ?? .string("JWT") == .string("JWT") else { return false }
        return fields.members.allSatisfy { $0.key == "alg" || $0.key == "typ" }
    }

    /// The key that made the signature; compared in constant time.
    private static func key(of signed: Data, signature: [UInt8], _ keys: TokenKeys) -> SymmetricKey? {
        [keys.current, keys.previous].compactMap(\.self).first { key in
            HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: signed, using: key)
        }
    }
}
