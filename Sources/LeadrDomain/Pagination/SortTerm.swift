/// One `field:direction` of a sort.
public struct SortTerm: Hashable, Sendable {
    /// Column to compare.
    public let field: SortField
    /// Direction of the comparison.
    public let order: FieldOrder

    /// Creates a term.
    public init(_ field: SortField, _ order: FieldOrder) {
        self.field = field
        self.order = order
    }

    /// Where null stands in `ORDER BY`: it is the smallest value in either direction (`contract/pagination.md §3`).
    public var putsNullsFirst: Bool { order == .ascending }

    /// The term of the opposite order.
    public var inverted: SortTerm { SortTerm(field, order.inverted) }
}
