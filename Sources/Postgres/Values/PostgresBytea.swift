/// A `bytea`: uninterpreted bytes.
public struct PostgresBytea: Sendable, Hashable {
    /// The bytes.
    public var bytes: [UInt8]

    /// Wraps bytes.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }
}

extension PostgresBytea: PostgresEncodable, PostgresDecodable {
    /// `bytea`.
    public static var postgresType: PostgresType { .bytea }

    /// Appends the bytes.
    public func encode(into buffer: inout [UInt8]) {
        buffer.append(contentsOf: bytes)
    }

    /// Reads a `bytea`.
    public static func decode(_ value: borrowing PostgresValue) throws(PostgresError) -> PostgresBytea {
        guard value.typeOID == PostgresType.bytea.oid else { throw value.mismatch("PostgresBytea") }
        return PostgresBytea(bytes: Array(try value.bytes()))
    }
}
