extension String: PostgresEncodable, PostgresDecodable {
    /// `text`. For an enum column the statement casts: `$1::board_type`.
    public static var postgresType: PostgresType { .text }

    /// Appends the UTF-8 bytes.
    public func encode(into buffer: inout [UInt8]) {
        buffer.append(contentsOf: utf8)
    }

    /// Appends elements with one growth of the buffer.
    public static func encodeElements(_ elements: [String], into buffer: inout [UInt8]) {
        buffer.appendVariableWidth(elements.lazy.map(Optional.some), width: { $0.utf8.count }, store: { $0.copyUTF8(to: $1) })
    }

    /// Appends elements with one growth of the buffer.
    public static func encodeNullableElements(_ elements: [String?], into buffer: inout [UInt8]) {
        buffer.appendVariableWidth(elements, width: { $0.utf8.count }, store: { $0.copyUTF8(to: $1) })
    }

    /// Copies the UTF-8 bytes; the target has room for `utf8.count`.
    @inline(__always)
    private func copyUTF8(to target: UnsafeMutableRawPointer) {
        let isCopied = utf8.withContiguousStorageIfAvailable { bytes in
            // An empty string may have no address.
            if let address = bytes.baseAddress { target.copyMemory(from: address, byteCount: bytes.count) }
            return true
        }
        if isCopied == true { return }
        for (offset, byte) in utf8.enumerated() {
            target.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
        }
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
