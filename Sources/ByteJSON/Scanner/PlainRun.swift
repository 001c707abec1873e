/// Finds the part of a text that needs no attention, eight bytes at a time.
enum PlainRun {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// How many bytes from `start` on are neither a quote, a backslash nor a control character; bytes of multibyte characters end the run
    /// unless they are allowed.
    @inline(__always)
    static func length(_ bytes: UnsafeRawBufferPointer, from start: Int, allowsMultibyte: Bool) -> Int {
        var position = start
        while position &+ 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let special = specials(word) | (allowsMultibyte ? 0 : word & highBits)
            if special != 0 { return position &+ special.trailingZeroBitCount / 8 &- start }
            position &+= 8
        }
        while position < bytes.count, isPlain(bytes[position], allowsMultibyte) { position &+= 1 }
        return position &- start
    }

    /// The highest bit of the first special byte is set, and none before it; what is set after it may be wrong (borrow).
    @inline(__always)
    private static func specials(_ word: UInt64) -> UInt64 {
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let control = (word &- ones &* 0x20) & ~word
        return ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash | control) & highBits
    }

    @inline(__always)
    private static func isPlain(_ byte: UInt8, _ allowsMultibyte: Bool) -> Bool {
        byte >= 0x20 && byte != 0x22 && byte != 0x5C && (allowsMultibyte || byte < 0x80)
    }
}
