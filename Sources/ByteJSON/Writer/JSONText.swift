/// Writes quoted texts and measures them.
public enum JSONText {
    private static let hexadecimal: [UInt8] = Array("0123456789abcdef".utf8)

    /// Length of compact JSON when every non-ASCII UTF-16 unit is written as `\uXXXX`, in characters.
    ///
    /// The measure of `SCORE_METADATA_MAX_SIZE_BYTES` (`contract/scoring.md §5.2`).
    /// - Parameter compact: What ``JSONSlice/compacted()`` or ``JSONValue/encoded()`` gives.
    public static func escapedLength(compact: some Sequence<UInt8>) -> Int {
        var length = 0
        for byte in compact {
            switch byte {
            case 0x00..<0x80: length += 1
            case 0x80..<0xC0: continue
            case 0xC0..<0xF0: length += 6
            default: length += 12
            }
        }
        return length
    }

    /// Appends UTF-8 in quotes with the escapes that JSON demands and no others.
    static func append(_ text: UnsafeRawBufferPointer, to target: inout [UInt8]) {
        target.append(UInt8(ascii: "\""))
        var position = 0
        while true {
            let end = position + PlainRun.length(text, from: position, allowsMultibyte: true)
            target.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[position..<end]))
            guard end < text.count else { break }
            appendEscape(text[end], to: &target)
            position = end + 1
        }
        target.append(UInt8(ascii: "\""))
    }

    private static func appendEscape(_ byte: UInt8, to target: inout [UInt8]) {
        target.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: target.append(UInt8(ascii: "b"))
        case 0x09: target.append(UInt8(ascii: "t"))
        case 0x0A: target.append(UInt8(ascii: "n"))
        case 0x0C: target.append(UInt8(ascii: "f"))
        case 0x0D: target.append(UInt8(ascii: "r"))
        case 0x00..<0x20:
            target.append(contentsOf: [
                UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)],
            ])
        default: target.append(byte)
        }
    }
}
