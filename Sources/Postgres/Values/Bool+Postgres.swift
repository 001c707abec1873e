extension Bool: PostgresEncodable, PostgresDecodable {
    /// `boolean`.
    public static var postgresType: PostgresType { .bool }

    /// Appends one byte.
    public func encode(into buffer: inout [UInt8]) {
        buffer.append(self ? 1 : 0)
    }

    /// Reads a `boolean`.
    public static func decode(_ value: borrowing PostgresValue) throws(PostgresError) -> Bool {
        guard value.typeOID == PostgresType.bool.oid else { throw value.mismatch("Bool") }
        return try value.bytes(count: 1)[0] != 0
    }
}
