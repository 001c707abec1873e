extension Int16: PostgresEncodable, PostgresDecodable {
    /// `smallint`.
    public static var postgresType: PostgresType { .int2 }

    /// Appends two bytes.
    public func encode(into buffer: inout [UInt8]) { buffer.appendBigEndian(self) }

    /// Reads any integer type whose value fits.
    public static func decode(_ value: borrowing PostgresValue) throws(PostgresError) -> Int16 { try value.integer() }
}

extension Int32: PostgresEncodable, PostgresDecodable {
    /// `integer`.
    public static var postgresType: PostgresType { .int4 }

    /// Appends four bytes.
    public func encode(into buffer: inout [UInt8]) { buffer.appendBigEndian(self) }

    /// Appends elements with one growth of the buffer.
    public static func encodeElements(_ elements: [Int32], into buffer: inout [UInt8]) {
        buffer.appendFixedWidth(elements, width: 4) { $1.storeBytes(of: $0.bigEndian, as: Int32.self) }
    }

    /// Reads any integer type whose value fits.
    public static func decode(_ value: borrowing PostgresValue) throws(PostgresError) -> Int32 { try value.integer() }
}

extension Int64: PostgresEncodable, PostgresDecodable {
    /// `bigint`.
    public static var postgresType: PostgresType { .int8 }

    /// Appends eight bytes.
    public func encode(into buffer: inout [UInt8]) { buffer.appendBigEndian(self) }

    /// Appends elements with one growth of the buffer.
    public static func encodeElements(_ elements: [Int64], into buffer: inout [UInt8]) {
        buffer.appendFixedWidth(elements, width: 8) { $1.storeBytes(of: $0.bigEndian, as: Int64.self) }
    }

    /// Reads any integer type.
    public static func decode(_ value: borrowing PostgresValue) throws(PostgresError) -> Int64 { try value.integer() }
}

extension Int: PostgresEncodable, PostgresDecodable {
    /// `bigint`.
    public static var postgresType: PostgresType { .int8 }

    /// Appends eight bytes.
    public func encode(into buffer: inout [UInt8]) { buffer.appendBigEndian(Int64(self)) }

    /// Appends elements with one growth of the buffer.
    public static func encodeElements(_ elements: [Int], into buffer: inout [UInt8]) {
        buffer.appendFixedWidth(elements, width: 8) { $1.storeBytes(of: Int64($0).bigEndian, as: Int64.self) }
    }

    /// Reads any integer type.
    public static func decode(_ value: borrowing PostgresValue) throws(PostgresError) -> Int { try value.integer() }
}

extension PostgresValue {
    /// Reads `smallint`, `integer` or `bigint` as `Integer`.
    func integer<Integer: FixedWidthInteger>() throws(PostgresError) -> Integer {
        let wide: Int64
        switch typeOID {
        case PostgresType.int8.oid: wide = try bytes(count: 8).bigEndian(as: Int64.self)
        case PostgresType.int4.oid: wide = Int64(try bytes(count: 4).bigEndian(as: Int32.self))
        case PostgresType.int2.oid: wide = Int64(try bytes(count: 2).bigEndian(as: Int16.self))
        default: throw mismatch("\(Integer.self)")
        }
        guard let value = Integer(exactly: wide) else {
            throw PostgresError(.decoding, "the integer does not fit into \(Integer.self)")
        }
        return value
    }
}
