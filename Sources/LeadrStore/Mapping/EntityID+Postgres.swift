import Foundation
import LeadrDomain
import Postgres

extension EntityID: PostgresEncodable, PostgresDecodable {
    /// `uuid`.
    public static var postgresType: PostgresType { UUID.postgresType }

    /// Appends sixteen bytes.
    public func encode(into buffer: inout [UInt8]) {
        uuid.encode(into: &buffer)
    }

    /// Hands over to the bulk encoding of UUIDs.
    public static func encodeElements(_ elements: [EntityID], into buffer: inout [UInt8]) {
        UUID.encodeElements(elements.map { $0.uuid }, into: &buffer)
    }

    /// Reads a `uuid`.
    ///
    /// - Throws: ``PostgresError`` with code `decoding`.
    public static func decode(_ value: borrowing PostgresValue) throws(PostgresError) -> EntityID {
        EntityID(try UUID.decode(value))
    }
}
