extension Array: PostgresEncodable where Element: PostgresEncodable {
    /// The array type of the element.
    public static var postgresType: PostgresType { PostgresType(oid: Element.postgresType.arrayOID, arrayOID: 0) }

    /// Appends a one-dimensional array. Elements of optional type may be NULL.
    public func encode(into buffer: inout [UInt8]) {
        buffer.appendBigEndian(Int32(isEmpty ? 0 : 1))
        // The flag for NULL elements: the server finds out by itself, so that the elements need not be scanned for it here.
        buffer.appendBigEndian(Int32(0))
        buffer.appendBigEndian(Element.postgresType.oid)
        guard !isEmpty else { return }
        buffer.appendBigEndian(Int32(count))
        buffer.appendBigEndian(Int32(1))
        Element.encodeElements(self, into: &buffer)
    }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    /// Reads an array of at most one dimension.
    public static func decode(_ value: borrowing PostgresValue) throws(PostgresError) -> [Element] {
        var reader = try ArrayReader(try value.bytes())
        var elements: [Element] = []
        elements.reserveCapacity(reader.count)
        for _ in 0..<reader.count {
            elements.append(try Element.decode(try reader.next()))
        }
        return elements
    }
}
