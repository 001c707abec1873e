extension JSONSlice {
    /// A value that is neither array nor object.
    var scalar: JSONValue {
        switch kind {
        case .bool: .bool(bytes[start] == UInt8(ascii: "t"))
        case .string: .string(text)
        case .number: integer.map { .integer($0) } ?? .number(finiteDouble ?? 0)
        default: .null
        }
    }

    /// The decoded text of a string.
    var text: String {
        if isSimple { return String(decoding: bytes[start + 1..<end - 1], as: UTF8.self) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(end - start)
        StringDecoder.decode(bytes, start + 1..<end - 1, into: &decoded)
        return String(decoding: decoded, as: UTF8.self)
    }

    /// The value of a number, or nil when it is beyond the range of a double.
    var finiteDouble: Double? {
        if let exact = DecimalFastPath.double(bytes, start..<end) { return exact }
        guard let value = Double(Substring(decoding: rawBytes, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }
}
