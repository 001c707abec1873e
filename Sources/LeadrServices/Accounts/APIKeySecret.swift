import Crypto
import Foundation
import LeadrDomain

/// Hashes the keys of the admin API (`contract/platform.md §2.1`).
public struct APIKeySecret: Sendable {
    private let current: SymmetricKey
    private let previous: SymmetricKey?

    /// Wraps the peppers (`API_KEY_SECRET`, and `API_KEY_SECRET_PREVIOUS` during a rotation).
    public init(current: String, previous: String? = nil) {
        self.current = SymmetricKey(data: Data(current.utf8))
        self.previous = previous.map { SymmetricKey(data: Data($0.utf8)) }
    }

    /// The hash to store for a key.
    public func hash(_ key: String) -> String {
        Self.hash(key, pepper: current)
    }

    /// Whether a key has the stored hash, with the present or the previous pepper; compared in constant time.
    public func matches(_ key: String, hash: String) -> Bool {
        [current, previous].compactMap(\.self).contains { pepper in
            ConstantTime.areEqual(Self.hash(key, pepper: pepper), hash)
        }
    }

    private static func hash(_ key: String, pepper: SymmetricKey) -> String {
        Hexadecimal.encode(HMAC<SHA256>.authenticationCode(for: Data(key.utf8), using: pepper))
    }
}
