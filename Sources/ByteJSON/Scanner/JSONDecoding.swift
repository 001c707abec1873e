/// Decodes checked values.
enum JSONDecoding {
    /// A value that is neither array nor object.
    static func scalar(_ bytes: [UInt8], _ token: JSONToken) -> JSONValue {
        switch token.kind {
        case .bool: .bool(bytes[token.start] == UInt8(ascii: "t"))
        case .string: .string(text(bytes, token))
        case .number: integer(bytes, token).map { .integer($0) } ?? .number(double(bytes, token) ?? 0)
        default: .null
        }
    }

    /// The decoded text of a string.
    static func text(_ bytes: [UInt8], _ token: JSONToken) -> String {
        let inner = token.start &+ 1..<token.end &- 1
        if token.isSimple { return plainText(bytes, inner) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(inner.count)
        StringDecoder.decode(bytes, inner, into: &decoded)
        return String(decoding: decoded, as: UTF8.self)
    }

    /// The integer, or nil for a number with fraction or exponent and beyond 64 bits.
    static func integer(_ bytes: [UInt8], _ token: JSONToken) -> Int64? {
        token.isSimple ? Int64(plainText(bytes, token.start..<token.end)) : nil
    }

    /// The value of a number, or nil when it is beyond the range of a double.
    static func double(_ bytes: [UInt8], _ token: JSONToken) -> Double? {
        let range = token.start..<token.end
        if let exact = DecimalFastPath.double(bytes, range) { return exact }
        guard let value = Double(plainText(bytes, range)), value.isFinite else { return nil }
        return value
    }

    private static func plainText(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        bytes.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self) }
    }
}
