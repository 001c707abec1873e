import ByteJSON

/// One malformed field of a request (`contract/platform.md §1.1`).
public struct ValidationIssue: Hashable, Sendable {
    /// Machine code, for example `missing`.
    public var type: String
    /// Path to the field; its first element names the source.
    public var loc: [LocElement]
    /// Text for people.
    public var msg: String
    /// The offending value; for a missing field the object around it, for a missing query parameter null.
    public var input: JSONValue?
    /// Parameters of the broken constraint.
    public var ctx: JSONValue?

    /// Creates an issue.
    public init(type: String, loc: [LocElement], msg: String, input: JSONValue? = nil, ctx: JSONValue? = nil) {
        self.type = type
        self.loc = loc
        self.msg = msg
        self.input = input
        self.ctx = ctx
    }
}

extension ValidationIssue {
    /// A required field is not there; `input` is the object around it.
    public static func missing(_ loc: [LocElement], input: JSONValue? = nil) -> ValidationIssue {
        ValidationIssue(type: "missing", loc: loc, msg: "Field required", input: input)
    }

    /// A rule of this product refuses the value; the message gets the contract's prefix.
    public static func valueError(_ loc: [LocElement], _ message: String, input: JSONValue? = nil) -> ValidationIssue {
        ValidationIssue(
            type: "value_error",
            loc: loc,
            msg: "Value error, " + message,
            input: input,
            ctx: .object(["error": .object([:])])
        )
    }

    /// The text names no case of `E`.
    public static func unknownCase<E: StoredEnum>(of _: E.Type, _ loc: [LocElement], input: JSONValue? = nil) -> ValidationIssue {
        ValidationIssue(
            type: "enum",
            loc: loc,
            msg: "Input should be " + E.expectedTexts,
            input: input,
            ctx: .object(["expected": .string(E.expectedTexts)])
        )
    }
}

extension ValidationIssue: CustomStringConvertible {
    /// Path and text, for logs; never the value.
    public var description: String {
        loc.map(\.description).joined(separator: ".") + ": " + msg
    }
}
