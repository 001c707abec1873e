extension NumericDigits {
    /// Appends count of groups, weight, sign, scale, and the groups.
    func encode(into buffer: inout [UInt8]) {
        buffer.appendBigEndian(Int16(groups.count))
        buffer.appendBigEndian(weight)
        buffer.appendBigEndian(sign.rawValue)
        buffer.appendBigEndian(scale)
        for group in groups {
            buffer.appendBigEndian(group)
        }
    }

    /// Reads what ``encode(into:)`` or the server wrote.
    init(bytes: UnsafeRawBufferPointer) throws(PostgresError) {
        guard bytes.count >= 8 else { throw PostgresError(.decoding, "the numeric ends too early") }
        let count = bytes.bigEndian(at: 0, as: Int16.self)
        guard let sign = Sign(rawValue: bytes.bigEndian(at: 4)), count >= 0, bytes.count == 8 + 2 * Int(count) else {
            throw PostgresError(.decoding, "the numeric is malformed")
        }
        self.sign = sign
        weight = bytes.bigEndian(at: 2)
        scale = bytes.bigEndian(at: 6)
        groups = (0..<Int(count)).map { bytes.bigEndian(at: 8 + 2 * $0) }
        guard groups.allSatisfy({ (0..<10000).contains($0) }) else {
            throw PostgresError(.decoding, "the numeric is malformed")
        }
    }
}
