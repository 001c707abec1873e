/// A reply of the server in RESP2.
public enum RedisValue: Sendable, Equatable {
    /// No value: the null bulk string or the null array.
    case null
    /// A signed 64-bit integer.
    case integer(Int64)
    /// A status such as `OK`.
    case simple(String)
    /// A binary-safe string.
    case bulk([UInt8])
    /// A list of replies, possibly nested.
    case array([RedisValue])
    /// An error reply; inside a pipeline or an array it is a value like any other.
    case error(RedisServerError)
}

extension RedisValue {
    /// Whether this is the null reply.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The integer, also of a bulk string that spells one; `nil` for anything else.
    public var int: Int64? {
        switch self {
        case .integer(let value): value
        case .bulk, .simple: string.flatMap { Int64($0) }
        default: nil
        }
    }

    /// The double that a bulk string spells or an integer holds; `nil` for anything else.
    public var double: Double? {
        if case .integer(let value) = self { Double(value) } else { string.flatMap { Double($0) } }
    }

    /// The text of a status or of a bulk string that is valid UTF-8; `nil` for anything else.
    public var string: String? {
        switch self {
        case .simple(let text): text
        case .bulk(let bytes): String(validating: bytes, as: UTF8.self)
        default: nil
        }
    }

    /// The bytes of a bulk string or a status; `nil` for anything else.
    public var bytes: [UInt8]? {
        switch self {
        case .simple(let text): Array(text.utf8)
        case .bulk(let bytes): bytes
        default: nil
        }
    }

    /// The elements of an array; `nil` for anything else.
    public var array: [RedisValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The error reply; `nil` for anything else.
    public var serverError: RedisServerError? {
        if case .error(let error) = self { error } else { nil }
    }

    /// The value itself, or its error reply thrown as `RedisError.Code.server`.
    public func throwingServerError() throws(RedisError) -> RedisValue {
        if case .error(let error) = self { throw RedisError(server: error) }
        return self
    }
}
