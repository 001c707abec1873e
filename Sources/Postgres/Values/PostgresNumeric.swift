/// An exact `numeric`, kept as decimal text.
public struct PostgresNumeric: Sendable, Hashable {
    /// The number as PostgreSQL prints it: `-12.50`, `NaN`, `Infinity`, `-Infinity`.
    public let text: String

    /// Reads decimal text, with or without an exponent; `nil` if it is not a number or beyond what the server can hold.
    public init?(text: String) {
        guard let digits = NumericDigits(text: text) else { return nil }
        self.text = digits.text
    }

    /// An integer.
    public init(_ value: Int64) {
        text = value.description
    }

    /// The shortest decimal number that reads back as this double.
    public init(_ value: Double) {
        // Everything `description` yields for a double is within the range of `NumericDigits`.
        text = NumericDigits(text: value.description)?.text ?? "NaN"
    }

    init(canonicalText: String) {
        text = canonicalText
    }
}

extension PostgresNumeric: PostgresEncodable, PostgresDecodable {
    /// `numeric`.
    public static var postgresType: PostgresType { .numeric }

    /// Appends the number in groups of four decimal digits.
    public func encode(into buffer: inout [UInt8]) {
        // Every initialiser has checked the text.
        (NumericDigits(text: text) ?? .notANumber).encode(into: &buffer)
    }

    /// Reads a `numeric`.
    public static func decode(_ value: borrowing PostgresValue) throws(PostgresError) -> PostgresNumeric {
        guard value.typeOID == PostgresType.numeric.oid else { throw value.mismatch("PostgresNumeric") }
        return PostgresNumeric(canonicalText: try NumericDigits(bytes: try value.bytes()).text)
    }
}
