/// A statement with its parameters already in wire form: encoding is done in the calling task, so the connection's thread only moves bytes.
struct EncodedStatement: Sendable {
    /// Where a parameter lies in the buffer; `nil` is NULL.
    struct Slot: Sendable, Equatable {
        var offset: Int
        var length: Int
    }

    let sql: String
    /// Declared type of each parameter; ``StatementCache/unknownType`` for a NULL whose type nobody named.
    let types: [UInt32]
    let slots: [Slot?]
    /// All values. Never empty, so that an empty value still has an address, which libpq would otherwise take for NULL.
    let bytes: [UInt8]

    /// The most parameters the protocol can number.
    static let parameterLimit = 65535

    init(_ query: PostgresQuery) throws(PostgresError) {
        guard query.parameters.count <= Self.parameterLimit else {
            throw PostgresError(.usage, "\(query.parameters.count) parameters; at most \(Self.parameterLimit) are possible")
        }
        var types: [UInt32] = []
        var slots: [Slot?] = []
        var bytes: [UInt8] = []
        types.reserveCapacity(query.parameters.count)
        slots.reserveCapacity(query.parameters.count)
        for parameter in query.parameters {
            types.append(Self.typeOID(of: parameter))
            slots.append(Self.append(parameter, to: &bytes))
        }
        bytes.append(0)
        sql = query.sql
        self.types = types
        self.slots = slots
        self.bytes = bytes
    }

    private static func typeOID(of parameter: (any PostgresEncodable)?) -> UInt32 {
        guard let parameter else { return StatementCache.unknownType }
        return type(of: parameter).postgresType.oid
    }

    private static func append(_ parameter: (any PostgresEncodable)?, to bytes: inout [UInt8]) -> Slot? {
        guard let parameter, !parameter.isPostgresNull else { return nil }
        let start = bytes.count
        parameter.encode(into: &bytes)
        return Slot(offset: start, length: bytes.count - start)
    }
}
