/// Why a wire identifier was refused; the description is the contract's message without its `Value error, ` prefix.
public enum IdentifierError: Error, Equatable, Sendable {
    /// The text has no underscore.
    case malformed(typeName: String, value: String)
    /// The prefix belongs to another entity, or to none.
    case wrongPrefix(typeName: String, expected: String, found: String)
    /// The part after the prefix is no UUID.
    case malformedUUID(typeName: String, value: String)
}

extension IdentifierError: CustomStringConvertible {
    /// Message of `contract/platform.md §11`.
    public var description: String {
        switch self {
        case .malformed(let typeName, let value):
            "Invalid \(typeName) format: expected 'prefix_uuid', got '\(value)'"
        case .wrongPrefix(let typeName, let expected, let found):
            "Invalid prefix for \(typeName): expected '\(expected)', got '\(found)'"
        case .malformedUUID(let typeName, let value):
            "Invalid UUID in \(typeName): '\(value)'"
        }
    }
}
