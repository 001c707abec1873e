/// An argument of a command. User text is safe here: every argument is sent with its length.
public enum RedisArgument: Sendable, Equatable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// Text, sent as UTF-8.
    case string(String)
    /// Arbitrary bytes.
    case bytes([UInt8])
    /// A decimal integer.
    case integer(Int64)
    /// A double in its shortest exact form; infinities are `inf` and `-inf`.
    case double(Double)

    /// Makes a text argument.
    public init(stringLiteral value: String) {
        self = .string(value)
    }

    /// Makes an integer argument.
    public init(integerLiteral value: Int64) {
        self = .integer(value)
    }

    /// An upper bound of the encoded size, to reserve the buffer once.
    var encodedCapacity: Int {
        switch self {
        case .string(let text): text.utf8.count + 16
        case .bytes(let bytes): bytes.count + 16
        case .integer: 28
        case .double: 34
        }
    }
}
