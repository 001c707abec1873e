import Foundation
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

    /// The next column as an identifier.
    mutating func id<Kind: EntityKind>(_: Kind.Type = Kind.self) throws(PostgresError) -> EntityID<Kind> {
        EntityID<Kind>(try next(UUID.self))
    }

    /// The next column as an identifier that may be missing.
    mutating func optionalID<Kind: EntityKind>(_: Kind.Type = Kind.self) throws(PostgresError) -> EntityID<Kind>? {
        try next(UUID?.self).map { EntityID<Kind>($0) }
    }

    /// The next column as a point in time.
    mutating func time() throws(PostgresError) -> Timestamp {
        Timestamp(microseconds: try next(PostgresTimestamp.self).microsecondsSinceUnixEpoch)
    }

    /// The next column as a point in time that may be missing.
    mutating func optionalTime() throws(PostgresError) -> Timestamp? {
        try next(PostgresTimestamp?.self).map { Timestamp(microseconds: $0.microsecondsSinceUnixEpoch) }
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
