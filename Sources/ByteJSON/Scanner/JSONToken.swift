/// Where a checked value stands in a document; what a ``JSONSlice`` is without the bytes, so that skipping a value costs no reference counting.
struct JSONToken {
    let kind: JSONKind
    /// Offset of the first byte.
    let start: Int
    /// Offset after the last byte.
    let end: Int
    /// A string without escapes; a number without fraction and exponent; a container without blanks and escapes inside.
    let isSimple: Bool
}
