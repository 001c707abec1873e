/// The parameters of a query string, decoded as HTML forms encode them: `+` is a blank, `%XX` a byte.
struct QueryItems: Sendable {
    private let items: [(name: String, value: String)]

    /// Decodes a raw query; bytes that are no UTF-8 after decoding become replacement characters, as upstream's decoder has it.
    init(_ query: String?) {
        guard let query, !query.isEmpty else {
            items = []
            return
        }
        items = query.utf8.split(separator: UInt8(ascii: "&")).map { part in
            let pair = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decode(pair[0]), pair.count == 2 ? Self.decode(pair[1]) : "")
        }
    }

    /// The value of a parameter; the last one when it is repeated, nil when absent.
    subscript(name: String) -> String? {
        items.last { $0.name == name }?.value
    }

    /// Every value of a parameter, in the order of the query.
    func all(_ name: String) -> [String] {
        items.filter { $0.name == name }.map(\.value)
    }

    private static func decode(_ text: some Collection<UInt8>) -> String {
        let source = Array(text)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        var position = 0
        while position < source.count {
            if source[position] == UInt8(ascii: "%"), let value = escapedByte(in: source, at: position) {
                bytes.append(value)
                position += 3
            } else {
                bytes.append(source[position] == UInt8(ascii: "+") ? UInt8(ascii: " ") : source[position])
                position += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The byte written as `%XX` at a position; nil when the two digits are missing, in which case the sign stands for itself.
    private static func escapedByte(in source: [UInt8], at position: Int) -> UInt8? {
        guard position + 2 < source.count, let high = nibble(source[position + 1]), let low = nibble(source[position + 2]) else { return nil }
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
