import LeadrDomain
import Postgres

/// Reads the columns of a row from left to right, in the order in which the statement selects them.
struct ColumnReader {
    private let row: PostgresRow
    private var position: Int

    init(_ row: PostgresRow, from position: Int = 0) {
        self.row = row
        self.position = position
    }

    /// The next column.
    mutating func next<Value: PostgresDecodable>(_: Value.Type = Value.self) throws(PostgresError) -> Value {
        defer { position += 1 }
        return try row.decode(position, as: Value.self)
    }

    /// The next column as a case of an enumeration.
    mutating func choice<Choice: StoredEnum>(_: Choice.Type = Choice.self) throws(PostgresError) -> Choice {
        let text = try next(String.self)
        guard let choice = Choice(rawValue: text) else {
            throw PostgresError(.decoding, "column \(position - 1) holds no \(Choice.self)")
        }
        return choice
    }
}
