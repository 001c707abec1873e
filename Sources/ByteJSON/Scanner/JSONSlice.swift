/// A checked value of a document, not decoded yet. Keeps the bytes of the whole document alive.
public struct JSONSlice: Sendable {
    let bytes: [UInt8]
    let token: JSONToken

    @inline(__always)
    init(_ bytes: [UInt8], _ token: JSONToken) {
        self.bytes = bytes
        self.token = token
    }

    /// Which of the six kinds of JSON this is.
    public var kind: JSONKind { token.kind }

    /// The bytes as they stand in the document, quotes and inner whitespace included.
    public var rawBytes: ArraySlice<UInt8> { bytes[token.start..<token.end] }

    /// Offset of the first byte in the document.
    public var offset: Int { token.start }

    /// Whether this is `null`.
    public var isNull: Bool { kind == .null }

    /// The truth value, or nil for another kind.
    public var bool: Bool? {
        kind == .bool ? bytes[token.start] == UInt8(ascii: "t") : nil
    }

    /// The decoded text, or nil for another kind.
    public var string: String? {
        kind == .string ? JSONDecoding.text(bytes, token) : nil
    }

    /// The number, the nearest double when it has more digits; nil for another kind. Negative zero is kept.
    public var double: Double? {
        kind == .number ? JSONDecoding.double(bytes, token) : nil
    }

    /// The integer; nil for another kind, for a number with fraction or exponent, and beyond 64 bits.
    public var integer: Int64? {
        kind == .number ? JSONDecoding.integer(bytes, token) : nil
    }

    /// Whether this is the given text; cheaper than decoding, for choosing by key.
    public func isText(_ expected: StaticString) -> Bool {
        guard kind == .string else { return false }
        guard token.isSimple else { return ExactText(JSONDecoding.text(bytes, token)) == ExactText(expected.description) }
        let count = expected.utf8CodeUnitCount
        guard token.end &- token.start &- 2 == count else { return false }
        return bytes.withUnsafeBufferPointer { buffer in
            var index = 0
            while index < count, buffer[token.start &+ 1 &+ index] == expected.utf8Start[index] { index &+= 1 }
            return index == count
        }
    }

    /// The value as a tree.
    public func value() -> JSONValue {
        var scanner = JSONScanner(bytes, maximumDepth: .max)
        scanner.position = token.start
        // The slice was checked when it was made, so reading it again cannot fail.
        return (try? scanner.readValue()) ?? .null
    }
}
