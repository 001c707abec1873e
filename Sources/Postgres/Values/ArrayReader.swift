/// Walks the elements of a binary array: dimensions, flags, element type, then length and lower bound of the dimension, then the elements.
struct ArrayReader {
    /// Number of elements.
    let count: Int
    private let elementOID: UInt32
    private let bytes: UnsafeRawBufferPointer
    private var position: Int

    /// Reads the header.
    init(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) {
        guard bytes.count >= 12 else { throw Self.truncated }
        let dimensions = bytes.bigEndian(at: 0, as: Int32.self)
        guard dimensions == 0 || dimensions == 1 else {
            throw PostgresError(.decoding, "an array of \(dimensions) dimensions cannot be read")
        }
        self.bytes = bytes
        elementOID = bytes.bigEndian(at: 8)
        guard dimensions == 1 else {
            count = 0
            position = 12
            return
        }
        guard bytes.count >= 20 else { throw Self.truncated }
        let length = bytes.bigEndian(at: 12, as: Int32.self)
        // Every element takes at least the four bytes of its length, so a wrong header cannot reserve more memory than was received.
        guard length >= 0, Int(length) * 4 <= bytes.count - 20 else { throw Self.truncated }
        count = Int(length)
        position = 20
    }

    /// The next element.
    mutating func next() throws(PostgresError) -> PostgresValue {
        guard position + 4 <= bytes.count else { throw Self.truncated }
        let length = Int(bytes.bigEndian(at: position, as: Int32.self))
        position += 4
        guard length >= 0 else { return PostgresValue(typeOID: elementOID, bytes: nil) }
        guard position + length <= bytes.count else { throw Self.truncated }
        defer { position += length }
        return PostgresValue(typeOID: elementOID, bytes: UnsafeRawBufferPointer(rebasing: bytes[position..<position + length]))
    }

    private static let truncated = PostgresError(.decoding, "the array ends too early")
}
