extension Double: PostgresEncodable, PostgresDecodable {
    /// `double precision`.
    public static var postgresType: PostgresType { .float8 }

    /// Appends eight bytes.
    public func encode(into buffer: inout [UInt8]) { buffer.appendBigEndian(bitPattern) }

    /// Appends elements with one growth of the buffer.
    public static func encodeElements(_ elements: [Double], into buffer: inout [UInt8]) {
        buffer.appendFixedWidth(elements, width: 8) { $1.storeBytes(of: $0.bitPattern.bigEndian, as: UInt64.self) }
    }

    /// Reads `double precision` or `real`.
    public static func decode(_ value: borrowing PostgresValue) throws(PostgresError) -> Double {
        switch value.typeOID {
        case PostgresType.float8.oid: Double(bitPattern: try value.bytes(count: 8).bigEndian())
        case PostgresType.float4.oid: Double(Float(bitPattern: try value.bytes(count: 4).bigEndian()))
        default: throw value.mismatch("Double")
        }
    }
}
