/// A value that can be read from a result column, from PostgreSQL's binary format.
///
/// A type with a raw value that is itself decodable conforms without writing anything; others build on the types given here:
/// `Self(try UUID.decode(value))`.
public protocol PostgresDecodable: Sendable {
    /// Reads the value.
    ///
    /// - Throws: ``PostgresError`` with code `decoding` when the column has another type or is NULL.
    static func decode(_ value: borrowing PostgresValue) throws(PostgresError) -> Self
}
