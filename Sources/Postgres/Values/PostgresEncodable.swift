/// A value that can be sent as a parameter, in PostgreSQL's binary format.
///
/// A type with a raw value that is itself encodable conforms without writing anything.
public protocol PostgresEncodable: Sendable {
    /// The type declared to the server.
    static var postgresType: PostgresType { get }

    /// Whether the value is SQL's NULL. Only `Optional` answers `true`.
    var isPostgresNull: Bool { get }

    /// Appends the binary form, without its length.
    func encode(into buffer: inout [UInt8])

    /// Appends array elements, each with its length. Has a default; exists so that arrays of a concrete type are written by concrete code.
    static func encodeElements(_ elements: [Self], into buffer: inout [UInt8])

    /// The same for elements that may be NULL.
    static func encodeNullableElements(_ elements: [Self?], into buffer: inout [UInt8])
}

extension PostgresEncodable {
    /// `false`: a value that is there is not NULL.
    public var isPostgresNull: Bool { false }

    /// Writes each element through ``encode(into:)``.
    public static func encodeElements(_ elements: [Self], into buffer: inout [UInt8]) {
        for element in elements {
            buffer.appendElement(element)
        }
    }

    /// Writes each element through ``encode(into:)``, or NULL.
    public static func encodeNullableElements(_ elements: [Self?], into buffer: inout [UInt8]) {
        for element in elements {
            if let element {
                buffer.appendElement(element)
            } else {
                buffer.appendNullElement()
            }
        }
    }
}
