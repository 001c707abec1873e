/// The attributes of a member in pax form: records of `<length> <key>=<value>` and a line feed, the length counting all of it.
enum PaxAttributes {
    /// Most bytes that are read; MaxMind's need none at all.
    static let limit = 65_536

    /// Reads all records.
    ///
    /// - Throws: ``ArchiveError/badHeader(_:)``.
    static func parse(_ bytes: [UInt8]) throws(ArchiveError) -> [String: String] {
        var attributes: [String: String] = [:]
        var rest = bytes[...]
        while !rest.isEmpty {
            let digits = rest.prefix(6).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard let length = Int(String(decoding: digits, as: UTF8.self)), length <= rest.count, length > digits.count + 1 else {
                throw .badHeader("an attribute has no length")
            }
            let record = rest.prefix(length).dropFirst(digits.count)
            guard record.first == UInt8(ascii: " "), record.last == UInt8(ascii: "\n"), let equals = record.firstIndex(of: UInt8(ascii: "=")) else {
                throw .badHeader("an attribute has no value")
            }
            let key = String(decoding: record[(record.startIndex + 1)..<equals], as: UTF8.self)
            guard let value = String(validating: record[(equals + 1)...].dropLast(), as: UTF8.self) else {
                throw .badHeader("an attribute is no UTF-8")
            }
            attributes[key] = value
            rest = rest.dropFirst(length)
        }
        return attributes
    }
}
