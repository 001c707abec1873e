/// Random name of one claim. Whoever knows it may settle the claim, once.
public struct ClaimToken: Hashable, Sendable, CustomStringConvertible {
    /// 32 hexadecimal digits.
    public let text: String

    /// A new random token.
    public init() {
        text = Self.randomHexadecimal() + Self.randomHexadecimal()
    }

    /// The token's text.
    public var description: String { text }

    private static func randomHexadecimal() -> String {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
