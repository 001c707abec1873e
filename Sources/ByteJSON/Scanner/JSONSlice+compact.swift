extension JSONSlice {
    /// The value without whitespace between tokens: texts with the fewest escapes, numbers as they were written, members in order.
    public func compacted() -> [UInt8] {
        if token.isSimple || token.kind == .number { return Array(rawBytes) }
        var result: [UInt8] = []
        result.reserveCapacity(token.end - token.start)
        var position = token.start
        while position < token.end {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position = compactString(at: position, into: &result)
            case 0x20, 0x0A, 0x0D, 0x09:
                position += 1
            case let byte:
                result.append(byte)
                position += 1
            }
        }
        return result
    }

    /// Appends the string whose opening quote is at `position`; returns the position after its closing quote.
    private func compactString(at position: Int, into result: inout [UInt8]) -> Int {
        var closing = position + 1
        var isPlain = true
        while bytes[closing] != UInt8(ascii: "\"") {
            let isEscape = bytes[closing] == UInt8(ascii: "\\")
            if isEscape { isPlain = false }
            closing += isEscape ? 2 : 1
        }
        if isPlain {
            result.append(contentsOf: bytes[position...closing])
        } else {
            var decoded: [UInt8] = []
            StringDecoder.decode(bytes, position + 1..<closing, into: &decoded)
            decoded.withUnsafeBytes { JSONText.append($0, to: &result) }
        }
        return closing + 1
    }
}
