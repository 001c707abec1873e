import Crypto
import Foundation

/// The secrets that sign and verify client tokens (`JWT_SECRET`, and `JWT_SECRET_PREVIOUS` during a rotation).
public struct TokenKeys: Sendable {
    /// Signs new tokens.
    let current: SymmetricKey
    /// Still verifies tokens issued before the last rotation.
    let previous: SymmetricKey?

    /// Wraps the secrets as they stand in the settings.
    public init(current: String, previous: String? = nil) {
        self.current = SymmetricKey(data: Data(current.utf8))
        self.previous = previous.map { SymmetricKey(data: Data($0.utf8)) }
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
