extension SortSpec {
    /// Whether a row with the values `left` stands before one with the values `right`; one value per term.
    public func precedes(_ left: [SortValue], _ right: [SortValue]) -> Bool {
        for ((term, first), second) in zip(zip(terms, left), right) where first != second {
            return term.order == .ascending ? first < second : second < first
        }
        return false
    }
}

extension SortValue: Comparable {
    /// Null first; values of one kind as PostgreSQL compares them, text by its bytes (collation `C`). Values of two kinds never meet in a column.
    public static func < (left: SortValue, right: SortValue) -> Bool {
        switch (left, right) {
        case (.null, .null): false
        case (.null, _): true
        case (.boolean(let left), .boolean(let right)): !left && right
        case (.integer(let left), .integer(let right)): left < right
        case (.number(let left), .number(let right)): left < right
        case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.timestamp(let left), .timestamp(let right)): left < right
        case (.uuid(let left), .uuid(let right)): UUIDText.precedes(left, right)
        default: false
        }
    }
}
