import ByteJSON
import LeadrDomain

/// Schemas of the values that requests and answers are made of.
extension Schema {
    /// Any JSON value.
    static let any = Schema()
    /// Text.
    static let string = Schema(["type": "string"])
    /// `true` or `false`.
    static let boolean = Schema(["type": "boolean"])
    /// A number; none is infinite in JSON.
    static let number = Schema(["type": "number"])
    /// A whole number.
    static let integer = Schema(["type": "integer"])
    /// Any object.
    static let anyObject = Schema(["type": "object"])
    /// A point in time, RFC 3339 in UTC.
    static let timestamp = Schema(["type": "string", "format": "date-time"])

    /// A prefixed identifier (`contract/platform.md §11`); UUIDs are read with and without hyphens, and written with them.
    static func id<Kind: EntityKind>(_: Kind.Type) -> Schema {
        string(matching: "\(Kind.prefix)_\(uuidPattern)")
    }

    /// A prefixed identifier, or its UUID alone.
    static func idOrUUID<Kind: EntityKind>(_: Kind.Type) -> Schema {
        string(matching: "(\(Kind.prefix)_)?\(uuidPattern)")
    }

    /// A UUID in any spelling that is read.
    static let uuid = string(matching: uuidPattern)

    /// Text that a regular expression describes from its first to its last character.
    static func string(matching pattern: String) -> Schema {
        Schema(["type": "string", "pattern": .string("^\(pattern)$")])
    }

    /// One of several shapes.
    static func either(_ choices: Schema...) -> Schema {
        choices.reduce(Schema(["anyOf": .array(choices.map(\.json))])) { $0.defining($1) }
    }

    private static let uuidPattern = "([0-9a-fA-F]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"

    /// One of the raw values of an enumeration.
    static func oneOf<Choice: StoredEnum>(_: Choice.Type) -> Schema {
        oneOf(Choice.allCases.map(\.rawValue))
    }

    /// One of some texts.
    static func oneOf(_ texts: [String]) -> Schema {
        Schema(["type": "string", "enum": .array(texts.map { .string($0) })])
    }

    /// Text of a number of characters.
    static func string(_ lengths: ClosedRange<Int>) -> Schema {
        Schema(["type": "string", "minLength": .integer(Int64(lengths.lowerBound)), "maxLength": .integer(Int64(lengths.upperBound))])
    }

    /// Text of at most so many characters.
    static func string(atMost maximum: Int) -> Schema {
        string.with("maxLength", .integer(Int64(maximum)))
    }

    /// A whole number within bounds.
    static func integer(_ bounds: ClosedRange<Int>) -> Schema {
        Schema(["type": "integer", "minimum": .integer(Int64(bounds.lowerBound)), "maximum": .integer(Int64(bounds.upperBound))])
    }
}
