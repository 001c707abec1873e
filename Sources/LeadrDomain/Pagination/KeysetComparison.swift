/// One comparison of a column with a recorded value.
public struct KeysetComparison: Hashable, Sendable {
    /// How the column must relate to the value.
    public enum Relation: Hashable, Sendable {
        /// Equal to the value.
        case equal
        /// Less than the value.
        case less
        /// Less than the value, or null, which is the smallest.
        case lessOrNull
        /// Greater than the value.
        case greater
        /// Null; there is no value to compare with.
        case isNull
        /// Not null; there is no value to compare with.
        case isNotNull
    }

    /// Column to compare.
    public let field: SortField
    /// Required relation.
    public let relation: Relation
    /// Recorded value; `.null` for ``Relation/isNull`` and ``Relation/isNotNull``, never otherwise.
    public let value: SortValue
}
