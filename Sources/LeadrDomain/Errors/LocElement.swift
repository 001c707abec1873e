/// One step of the path to a malformed field (`contract/platform.md §1.1`).
public enum LocElement: Hashable, Sendable {
    /// A source (`body`, `query`, `path`, `header`) or the name of a field.
    case string(String)
    /// Position in an array, or a byte offset.
    case int(Int)
}

extension LocElement: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// A name.
    public init(stringLiteral value: String) {
        self = .string(value)
    }

    /// A position.
    public init(integerLiteral value: Int) {
        self = .int(value)
    }
}

extension LocElement: CustomStringConvertible {
    /// The name or the position.
    public var description: String {
        switch self {
        case .string(let name): name
        case .int(let position): String(position)
        }
    }
}
