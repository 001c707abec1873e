/// A JSON document as UTF-8 text; sent as `jsonb`, read from `jsonb` or `json`.
public struct PostgresJSON: Sendable, Hashable {
    /// The document's bytes.
    public var bytes: [UInt8]

    /// Wraps a document. The server refuses one that is not valid.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }
}

extension PostgresJSON: PostgresEncodable, PostgresDecodable {
    /// `jsonb`.
    public static var postgresType: PostgresType { .jsonb }

    private static let version: UInt8 = 1

    /// Appends the version byte of the binary format and the text.
    public func encode(into buffer: inout [UInt8]) {
        buffer.append(Self.version)
        buffer.append(contentsOf: bytes)
    }

    /// Appends elements with one growth of the buffer.
    public static func encodeElements(_ elements: [PostgresJSON], into buffer: inout [UInt8]) {
        buffer.appendVariableWidth(elements.lazy.map(Optional.some), width: { $0.bytes.count + 1 }, store: { $0.copy(to: $1) })
    }

    /// Appends elements with one growth of the buffer.
    public static func encodeNullableElements(_ elements: [PostgresJSON?], into buffer: inout [UInt8]) {
        buffer.appendVariableWidth(elements, width: { $0.bytes.count + 1 }, store: { $0.copy(to: $1) })
    }

    private func copy(to target: UnsafeMutableRawPointer) {
        target.storeBytes(of: Self.version, as: UInt8.self)
        bytes.withUnsafeBytes { bytes in
            guard let address = bytes.baseAddress else { return }
            (target + 1).copyMemory(from: address, byteCount: bytes.count)
        }
    }

    /// Reads `jsonb` or `json`.
    public static func decode(_ value: borrowing PostgresValue) throws(PostgresError) -> PostgresJSON {
        let bytes = try value.bytes()
        switch value.typeOID {
        case PostgresType.json.oid:
            return PostgresJSON(bytes: Array(bytes))
        case PostgresType.jsonb.oid:
            guard bytes.first == version else { throw PostgresError(.decoding, "unknown version of the jsonb format") }
            return PostgresJSON(bytes: Array(bytes.dropFirst()))
        default:
            throw value.mismatch("PostgresJSON")
        }
    }
}
