import Crypto
import Foundation
import LeadrDomain

/// The secrets that sign and verify client tokens (`JWT_SECRET`, and `JWT_SECRET_PREVIOUS` during a rotation).
public struct TokenKeys: Sendable {
    /// Signs new tokens.
    let current: SymmetricKey
    /// Still verifies tokens issued before the last rotation.
    let previous: SymmetricKey?

    /// Wraps the secrets as they stand in the settings.
    public init(current: String, previous: String? = nil) {
        self.current = Self.key(current)
        self.previous = previous.map(Self.key)
    }

    /// A secret as a key of at least 32 bytes, which jwt-kit insists on. HMAC itself fills keys up with zeros to the length of a block (RFC 2104
    /// §2), so the zeros change no signature.
    private static func key(_ secret: String) -> SymmetricKey {
        var bytes = Data(secret.utf8)
        if bytes.count < 32 { bytes.append(Data(count: 32 - bytes.count)) }
        return SymmetricKey(data: bytes)
    }

    /// Hash under which a session stores a token: lower-case hexadecimal HMAC-SHA256 with the key that signed it.
    static func hash(_ token: String, key: SymmetricKey) -> String {
        Hexadecimal.encode(HMAC<SHA256>.authenticationCode(for: Data(token.utf8), using: key))
    }

    /// Hash of a token that this process just issued.
    public func hash(_ token: String) -> String {
        Self.hash(token, key: current)
    }
}
