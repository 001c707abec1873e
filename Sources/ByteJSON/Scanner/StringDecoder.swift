/// Resolves the escapes of a checked string.
enum StringDecoder {
    /// Appends the UTF-8 of the text between the quotes.
    static func decode(_ bytes: [UInt8], _ range: Range<Int>, into target: inout [UInt8]) {
        var position = range.lowerBound
        while position < range.upperBound {
            let byte = bytes[position]
            guard byte == UInt8(ascii: "\\") else {
                target.append(byte)
                position += 1
                continue
            }
            position = decodeEscape(bytes, at: position, into: &target)
        }
    }

    /// Appends what the escape at `position` means; returns the position after it.
    private static func decodeEscape(_ bytes: [UInt8], at position: Int, into target: inout [UInt8]) -> Int {
        switch bytes[position + 1] {
        case UInt8(ascii: "b"): target.append(0x08)
        case UInt8(ascii: "f"): target.append(0x0C)
        case UInt8(ascii: "n"): target.append(0x0A)
        case UInt8(ascii: "r"): target.append(0x0D)
        case UInt8(ascii: "t"): target.append(0x09)
        case UInt8(ascii: "u"): return decodeUnicode(bytes, at: position, into: &target)
        case let other: target.append(other)
        }
        return position + 2
    }

    private static func decodeUnicode(_ bytes: [UInt8], at position: Int, into target: inout [UInt8]) -> Int {
        let lead = HexDigits.unit(bytes, at: position + 2) ?? 0
        guard UTF16.isLeadSurrogate(lead) else {
            append(UInt32(lead), to: &target)
            return position + 6
        }
        let trail = HexDigits.unit(bytes, at: position + 8) ?? 0
        append(0x10000 + (UInt32(lead) & 0x3FF) << 10 + UInt32(trail) & 0x3FF, to: &target)
        return position + 12
    }

    private static func append(_ codePoint: UInt32, to target: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(codePoint) else { return }
        target.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}
