/// Why a `sort` parameter was refused; answered with 400 and the description (`contract/pagination.md §3`).
public enum SortSpecError: Error, Hashable, Sendable {
    /// A part has no colon.
    case malformed(part: String)
    /// What follows the colon is no direction.
    case badDirection(String)
    /// The list cannot be sorted by that field.
    case unknownField(String, valid: String)
}

extension SortSpecError: CustomStringConvertible {
    /// The contract's message.
    public var description: String {
        switch self {
        case .malformed(let part): "Invalid sort specification: \(part). Expected 'field:asc' or 'field:desc'"
        case .badDirection(let direction): "Invalid sort direction: \(direction). Expected 'asc' or 'desc'"
        case .unknownField(let name, let valid): "Unknown sort field: \(name). Valid fields: \(valid)"
        }
    }
}
