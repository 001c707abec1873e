import Foundation

/// A key that messages are signed with (Standard Webhooks, "Signature scheme"): `whsec_` and the base64 of its bytes.
public struct WebhookSecret: Hashable, Sendable {
    /// What the text begins with.
    public static let prefix = "whsec_"
    private static let length = 32

    /// The key.
    public let bytes: [UInt8]

    /// A key from its bytes.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// A new key of 256 bits.
    public static func random() -> WebhookSecret {
        var generator = SystemRandomNumberGenerator()
        return WebhookSecret(bytes: (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// The text that the receiver is given.
    public var text: String { Self.prefix + Data(bytes).base64EncodedString() }
}

extension WebhookSecret: CustomStringConvertible {
    /// Nothing that could end in a log.
    public var description: String { "WebhookSecret(redacted)" }
}
