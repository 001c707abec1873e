/// One row of a result. Keeps the whole result in memory while it lives.
public struct PostgresRow: Sendable {
    let storage: ResultStorage
    let index: Int

    /// Number of columns.
    public var columnCount: Int { storage.columnCount }

    /// Reads a column by position.
    ///
    /// - Parameters:
    ///   - column: Position in the select list, from 0.
    ///   - type: What to read; an `Optional` for a column that may be NULL.
    /// - Throws: ``PostgresError`` with code `decoding` when the type does not fit, `usage` when there is no such column.
    public func decode<T: PostgresDecodable>(_ column: Int, as type: T.Type = T.self) throws(PostgresError) -> T {
        guard column >= 0, column < storage.columnCount else {
            throw PostgresError(.usage, "column \(column) does not exist; the row has \(storage.columnCount)")
        }
        do {
            return try storage.decode(row: index, column: column, as: type)
        } catch {
            throw error.recoded(error.code, "column \(column): \(error.message)")
        }
    }

    /// Reads a column by name. Costs a search; use positions on hot paths.
    ///
    /// - Throws: ``PostgresError`` as ``decode(_:as:)-(Int,_)`` does.
    public func decode<T: PostgresDecodable>(_ column: String, as type: T.Type = T.self) throws(PostgresError) -> T {
        guard let position = storage.column(named: column) else {
            throw PostgresError(.usage, "the result has no column named \(column)")
        }
        return try decode(position, as: type)
    }
}
