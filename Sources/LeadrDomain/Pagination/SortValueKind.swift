/// Type of a sortable column, which decides what a cursor may hold for it.
public enum SortValueKind: Hashable, Sendable {
    /// `timestamptz`.
    case timestamp
    /// `uuid`.
    case uuid
    /// `double precision`.
    case number
    /// A whole number.
    case integer
    /// `bool`; false sorts before true.
    case boolean
    /// Text, or an enum compared by its text.
    case text
}
