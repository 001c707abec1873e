/// The rows a statement returned, decoded when they are looked at.
public struct PostgresResult: Sendable {
    let storage: ResultStorage

    /// Rows inserted, updated, deleted or selected.
    public var affectedRows: Int { storage.affectedRows }

    /// The only row, or `nil` when there is none; further rows are ignored.
    public var firstRow: PostgresRow? { first }
}

extension PostgresResult: RandomAccessCollection {
    /// `0`.
    public var startIndex: Int { 0 }
    /// Number of rows.
    public var endIndex: Int { storage.rowCount }

    /// The row at `position`.
    public subscript(position: Int) -> PostgresRow {
        precondition(indices.contains(position), "row out of range")
        return PostgresRow(storage: storage, index: position)
    }
}
