extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    /// The type of the wrapped value.
    public static var postgresType: PostgresType { Wrapped.postgresType }

    /// Whether there is no value.
    public var isPostgresNull: Bool { self == nil }

    /// Appends the wrapped value; nothing when there is none, which the caller marks as NULL.
    public func encode(into buffer: inout [UInt8]) {
        self?.encode(into: &buffer)
    }

    /// Hands over to the concrete code of the wrapped type.
    public static func encodeElements(_ elements: [Wrapped?], into buffer: inout [UInt8]) {
        Wrapped.encodeNullableElements(elements, into: &buffer)
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    /// Reads NULL as `nil`, anything else as the wrapped type.
    public static func decode(_ value: borrowing PostgresValue) throws(PostgresError) -> Wrapped? {
        value.isNull ? nil : try Wrapped.decode(value)
    }
}
