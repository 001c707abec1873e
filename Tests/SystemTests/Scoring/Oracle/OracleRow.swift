import ByteJSON

/// A row of a board, as it must be.
struct OracleRow: Equatable, Sendable {
    let id: String
    let key: OracleKey
    /// Nil for a ratio that cannot be ranked.
    let value: Double?
    let name: String
    let display: String?
    let metadata: JSONValue
    /// Microseconds since 1970.
    let createdAt: Int64
}

/// A row with its rank, or the placeholder of a window.
struct OracleLine: Equatable, Sendable {
    let rank: Int
    let row: OracleRow
    var isPlaceholder = false
}

extension OracleLine: CustomStringConvertible {
    var description: String {
        let value = row.value.map { "\($0)" } ?? "null"
        let metadata = String(decoding: row.metadata.encoded(), as: UTF8.self)
        return "#\(rank) \(row.id.suffix(12)) \(value) '\(row.name)' \(row.display ?? "-") \(metadata) @\(row.createdAt)"
    }
}
