/// A JSON document as a tree.
public enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number with a fraction or an exponent, or an integer that does not fit 64 bits (then the nearest double).
    case number(Double)
    /// A number written as an integer that fits 64 bits; kept exactly.
    case integer(Int64)
    /// A text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Members in the order of the document.
    case object(JSONObject)
}

extension JSONValue {
    /// The text, or nil for another kind.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The truth value, or nil for another kind.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The number as a double, the nearest one for large integers; nil for another kind.
    public var double: Double? {
        switch self {
        case .number(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
    }

    /// The integer; nil for another kind and for numbers with a fraction or an exponent.
    public var integer: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The elements, or nil for another kind.
    public var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The object, or nil for another kind.
    public var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// Whether this is `null`.
    public var isNull: Bool { self == .null }

    /// Which of the six kinds of JSON this is.
    public var kind: JSONKind {
        switch self {
        case .null: .null
        case .bool: .bool
        case .number, .integer: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }
}
