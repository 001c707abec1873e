import Foundation

/// Form of API keys (`contract/platform.md §2.1`).
public enum APIKeyFormat {
    /// What every key starts with.
    public static let start = "ldr_"
    /// Characters of a key that are stored in plain text, to find it by.
    public static let prefixLength = 14
    /// Random bytes of a generated key.
    public static let secretLength = 32

    /// The stored prefix of a presented key, or nil when it cannot be a key of this product.
    public static func prefix(of key: String) -> String? {
        guard key.hasPrefix(start), key.utf8.count >= prefixLength, key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        return String(key.prefix(prefixLength))
    }

    /// A new key: `ldr_` and 32 random bytes as base64url without padding, 47 characters.
    ///
    /// - Parameter generator: Must be cryptographically secure outside of tests.
    public static func generate(using generator: inout some RandomNumberGenerator) -> String {
        let secret = Data((0..<secretLength).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
        let text = secret.base64EncodedString()
            .replacing("+", with: "-")
            .replacing("/", with: "_")
            .replacing("=", with: "")
        return start + text
    }

    /// A new key from the system's secure generator.
    public static func generate() -> String {
        var generator = SystemRandomNumberGenerator()
        return generate(using: &generator)
    }
}
