/// Bytes written as `%XX` in a path or a query.
enum PercentText {
    /// The bytes of a value in a query, as HTML forms encode them: `+` is a blank, and a sign without two digits stands for itself.
    static func formValue(_ source: some Collection<UInt8>) -> [UInt8] {
        decode(source, blank: UInt8(ascii: "+"), isLenient: true) ?? []
    }

    /// The bytes of a segment of a path; nil when two digits are missing after a sign.
    static func segment(_ source: some Collection<UInt8>) -> [UInt8]? {
        decode(source, blank: nil, isLenient: false)
    }

    private static func decode(_ text: some Collection<UInt8>, blank: UInt8?, isLenient: Bool) -> [UInt8]? {
        let source = Array(text)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        var position = 0
        while position < source.count {
            let byte = source[position]
            position += 1
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte == blank ? UInt8(ascii: " ") : byte)
                continue
            }
            if let value = escapedByte(in: source, at: position) {
                bytes.append(value)
                position += 2
            } else if isLenient {
                bytes.append(byte)
            } else {
                return nil
            }
        }
        return bytes
    }

    /// The byte whose two digits stand at a position.
    private static func escapedByte(in source: [UInt8], at position: Int) -> UInt8? {
        guard position + 1 < source.count, let high = nibble(source[position]), let low = nibble(source[position + 1]) else { return nil }
        return high << 4 | low
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
