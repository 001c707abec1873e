import Foundation

extension UUID: PostgresEncodable, PostgresDecodable {
    /// `uuid`.
    public static var postgresType: PostgresType { .uuid }

    /// Appends sixteen bytes.
    public func encode(into buffer: inout [UInt8]) {
        Swift.withUnsafeBytes(of: uuid) { buffer.append(contentsOf: $0) }
    }

    /// Appends elements with one growth of the buffer.
    public static func encodeElements(_ elements: [UUID], into buffer: inout [UInt8]) {
        buffer.appendFixedWidth(elements, width: 16) { $1.storeBytes(of: $0.uuid, as: uuid_t.self) }
    }

    /// Reads a `uuid`.
    public static func decode(_ value: borrowing PostgresValue) throws(PostgresError) -> UUID {
        guard value.typeOID == PostgresType.uuid.oid else { throw value.mismatch("UUID") }
        return UUID(uuid: try value.bytes(count: 16).loadUnaligned(as: uuid_t.self))
    }
}
