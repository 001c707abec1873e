extension JSONScanner {
    /// Checks a string from its opening quote on.
    mutating func skipString() throws(JSONParseError) -> JSONToken {
        let start = position
        var isPlain = true
        position &+= 1
        while true {
            position &+= bytes.withUnsafeBytes { PlainRun.length($0, from: position, allowsMultibyte: false) }
            guard position < bytes.count else { throw error("unexpected end inside a string") }
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position &+= 1
                return token(.string, from: start, isSimple: isPlain)
            } else if byte == UInt8(ascii: "\\") {
                isPlain = false
                irregularities &+= 1
                try skipEscape()
            } else if byte >= 0x80 {
                try skipMultibyte(byte)
            } else {
                throw error("raw control character in a string")
            }
        }
    }

    private mutating func skipEscape() throws(JSONParseError) {
        let start = position
        guard start + 1 < bytes.count else {
            position = bytes.count
            throw error("unexpected end inside a string")
        }
        switch bytes[start + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            position = start + 2
        case UInt8(ascii: "u"):
            try skipUnicodeEscape()
        default:
            throw error("unknown escape")
        }
    }

    /// Checks `\uXXXX`, with the second half of a surrogate pair.
    private mutating func skipUnicodeEscape() throws(JSONParseError) {
        let start = position
        guard let unit = HexDigits.unit(bytes, at: start + 2) else { throw error("expected four hexadecimal digits", at: start + 2) }
        position = start + 6
        if unit == 0 { throw error("NUL is not allowed", at: start) }
        if UTF16.isTrailSurrogate(unit) { throw error("lone surrogate", at: start) }
        guard UTF16.isLeadSurrogate(unit) else { return }
        guard start + 7 < bytes.count, bytes[start + 6] == UInt8(ascii: "\\"), bytes[start + 7] == UInt8(ascii: "u"),
            let trail = HexDigits.unit(bytes, at: start + 8), UTF16.isTrailSurrogate(trail)
        else { throw error("lone surrogate", at: start) }
        position = start + 12
    }

    /// Checks one character of two to four bytes (RFC 3629 §4).
    private mutating func skipMultibyte(_ lead: UInt8) throws(JSONParseError) {
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        case 0xF1...0xF3: length = 4
        default: throw error("invalid UTF-8")
        }
        guard position + length <= bytes.count, second.contains(bytes[position + 1]) else { throw error("invalid UTF-8") }
        for offset in 2..<max(length, 2) where bytes[position + offset] & 0xC0 != 0x80 {
            throw error("invalid UTF-8")
        }
        position &+= length
    }
}
