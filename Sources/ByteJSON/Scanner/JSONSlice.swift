/// A checked value of a document, not decoded yet. Keeps the bytes of the whole document alive.
public struct JSONSlice: Sendable {
    let bytes: [UInt8]
    let start: Int
    let end: Int
    /// Which of the six kinds of JSON this is.
    public let kind: JSONKind
    /// A string without escapes; a number without fraction and exponent.
    let isSimple: Bool

    /// The bytes as they stand in the document, quotes and inner whitespace included.
    public var rawBytes: ArraySlice<UInt8> { bytes[start..<end] }

    /// Offset of the first byte in the document.
    public var offset: Int { start }

    /// Whether this is `null`.
    public var isNull: Bool { kind == .null }

    /// The truth value, or nil for another kind.
    public var bool: Bool? {
        kind == .bool ? bytes[start] == UInt8(ascii: "t") : nil
    }

    /// The decoded text, or nil for another kind.
    public var string: String? {
        kind == .string ? text : nil
    }

    /// The number, the nearest double when it has more digits; nil for another kind. Negative zero is kept.
    public var double: Double? {
        kind == .number ? finiteDouble : nil
    }

    /// The integer; nil for another kind, for a number with fraction or exponent, and beyond 64 bits.
    public var integer: Int64? {
        guard kind == .number, isSimple else { return nil }
        return Int64(Substring(decoding: rawBytes, as: UTF8.self))
    }

    /// Whether this is the given text; cheaper than decoding, for choosing by key.
    public func isText(_ expected: StaticString) -> Bool {
        guard kind == .string else { return false }
        guard isSimple else { return ExactText(text) == ExactText(expected.description) }
        let count = expected.utf8CodeUnitCount
        guard end - start - 2 == count else { return false }
        return expected.withUTF8Buffer { letters in
            var index = 0
            while index < count, bytes[start + 1 + index] == letters[index] { index &+= 1 }
            return index == count
        }
    }

    /// The value as a tree.
    public func value() -> JSONValue {
        var scanner = JSONScanner(bytes, maximumDepth: .max)
        scanner.position = start
        // The slice was checked when it was made, so reading it again cannot fail.
        return (try? scanner.readValue()) ?? .null
    }
}
