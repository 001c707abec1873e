/// Direction of one sort field; the raw value is its text in `sort` and in cursors (`contract/pagination.md §3`).
public enum FieldOrder: String, Hashable, Sendable {
    /// Smallest first.
    case ascending = "asc"
    /// Greatest first.
    case descending = "desc"

    /// The other direction.
    public var inverted: FieldOrder { self == .ascending ? .descending : .ascending }
}
