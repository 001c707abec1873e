/// The bytes of one column of one row, lent for the time of a `decode` call.
///
/// Not copyable, so that it cannot outlive the result that owns its memory.
public struct PostgresValue: ~Copyable {
    /// Object id of the column's type.
    public let typeOID: UInt32
    /// Whether the column is NULL.
    public let isNull: Bool
    private let storage: UnsafeRawBufferPointer

    init(typeOID: UInt32, bytes: UnsafeRawBufferPointer?) {
        self.typeOID = typeOID
        self.isNull = bytes == nil
        self.storage = bytes ?? UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// The bytes, valid as long as this value is.
    func bytes() throws(PostgresError) -> UnsafeRawBufferPointer {
        guard !isNull else { throw PostgresError(.decoding, "the value is NULL") }
        return storage
    }

    /// The bytes, if they are exactly `count`.
    func bytes(count: Int) throws(PostgresError) -> UnsafeRawBufferPointer {
        let bytes = try bytes()
        guard bytes.count == count else {
            throw PostgresError(.decoding, "expected \(count) bytes, found \(bytes.count)")
        }
        return bytes
    }

    /// The failure of reading this value as `type`; names the types, never the value.
    func mismatch(_ type: String) -> PostgresError {
        PostgresError(.decoding, "a column of type \(typeOID) cannot be read as \(type)")
    }
}
