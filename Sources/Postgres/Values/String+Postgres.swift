extension String: PostgresEncodable, PostgresDecodable {
    /// `text`. For an enum column the statement casts: `$1::board_type`.
    public static var postgresType: PostgresType { .text }

    /// Appends the UTF-8 bytes.
    public func encode(into buffer: inout [UInt8]) {
        buffer.append(contentsOf: utf8)
    }

    /// Reads any type whose binary form is its text: `text`, `varchar`, `char`, `name`, `json`, and enums.
    public static func decode(_ value: borrowing PostgresValue) throws(PostgresError) -> String {
        switch value.typeOID {
        case PostgresType.text.oid, PostgresType.varchar.oid, PostgresType.bpchar.oid, PostgresType.name.oid, PostgresType.json.oid,
            PostgresType.unknown.oid, PostgresType.firstUserOID...:
            String(decoding: try value.bytes(), as: UTF8.self)
        default:
            throw value.mismatch("String")
        }
    }
}
