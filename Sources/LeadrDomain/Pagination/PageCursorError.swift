/// Why a `cursor` parameter was refused; answered with 400 and the description (`contract/pagination.md §4.2`).
public enum PageCursorError: Error, Hashable, Sendable {
    /// The cursor cannot be read.
    case invalid(detail: String)
    /// One of `pv`, `pid`, `sf`, `f`, `dir` is not there.
    case missingFields
    /// It was issued for another sort or other filters.
    case mismatch
}

extension PageCursorError: CustomStringConvertible {
    /// The contract's message.
    public var description: String {
        switch self {
        case .invalid(let detail): "Invalid pagination cursor: \(detail)"
        case .missingFields: "Invalid pagination cursor: Cursor missing required fields"
        case .mismatch: "Query parameters don't match cursor state. Start a new pagination sequence."
        }
    }
}
