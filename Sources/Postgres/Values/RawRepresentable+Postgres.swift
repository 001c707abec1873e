extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
    /// The type of the raw value.
    public static var postgresType: PostgresType { RawValue.postgresType }

    /// Appends the raw value.
    public func encode(into buffer: inout [UInt8]) {
        rawValue.encode(into: &buffer)
    }
}

extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
    /// Reads the raw value; one that the type does not know is an error.
    public static func decode(_ value: borrowing PostgresValue) throws(PostgresError) -> Self {
        guard let result = Self(rawValue: try RawValue.decode(value)) else {
            throw PostgresError(.decoding, "the value is none of \(Self.self)")
        }
        return result
    }
}
