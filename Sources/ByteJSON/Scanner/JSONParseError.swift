/// Why a text is no JSON that this product accepts, and where.
public struct JSONParseError: Error, Hashable, Sendable {
    /// Offset of the offending byte; the length of the input when it ends too early.
    public let offset: Int
    /// What is wrong there; may be shown to the client.
    public let message: String

    /// Creates an error.
    public init(offset: Int, message: String) {
        self.offset = offset
        self.message = message
    }
}

extension JSONParseError: CustomStringConvertible {
    /// Message and offset.
    public var description: String { "\(message) at byte \(offset)" }
}
