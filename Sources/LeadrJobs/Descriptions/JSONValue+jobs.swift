import ByteJSON

extension JSONValue {
    /// A text, or null.
    static func text(_ text: String?) -> JSONValue {
        text.map { .string($0) } ?? .null
    }

    /// A stored JSON value, or null; bytes that are no JSON are shown as text, since they are what an operator looks for.
    static func stored(_ bytes: [UInt8]?) -> JSONValue {
        guard let bytes else { return .null }
        var scanner = JSONScanner(bytes)
        return (try? scanner.parse()) ?? .string(String(decoding: bytes, as: UTF8.self))
    }
}
