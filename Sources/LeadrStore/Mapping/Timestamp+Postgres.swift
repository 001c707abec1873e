import LeadrDomain
import Postgres

extension Timestamp: PostgresEncodable, PostgresDecodable {
    /// `timestamptz`.
    public static var postgresType: PostgresType { PostgresTimestamp.postgresType }

    /// Appends eight bytes.
    public func encode(into buffer: inout [UInt8]) {
        PostgresTimestamp(microsecondsSinceUnixEpoch: microseconds).encode(into: &buffer)
    }

    /// Hands over to the bulk encoding of timestamps.
    public static func encodeElements(_ elements: [Timestamp], into buffer: inout [UInt8]) {
        PostgresTimestamp.encodeElements(elements.map { PostgresTimestamp(microsecondsSinceUnixEpoch: $0.microseconds) }, into: &buffer)
    }

    /// Reads a `timestamptz`.
    ///
    /// - Throws: ``PostgresError`` with code `decoding`.
    public static func decode(_ value: borrowing PostgresValue) throws(PostgresError) -> Timestamp {
        Timestamp(microseconds: try PostgresTimestamp.decode(value).microsecondsSinceUnixEpoch)
    }
}
