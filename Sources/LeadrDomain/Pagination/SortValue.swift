import Foundation

/// Value of one sort field of one row, as a cursor records it.
public enum SortValue: Hashable, Sendable {
    /// The row has no value; counts as the smallest.
    case null
    /// A truth value.
    case boolean(Bool)
    /// A whole number.
    case integer(Int64)
    /// A finite number.
    case number(Double)
    /// Text.
    case text(String)
    /// A point in time.
    case timestamp(Timestamp)
    /// A UUID.
    case uuid(UUID)
}
