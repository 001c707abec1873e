/// Reads what ``ByteWriter`` wrote; every read is nil when the bytes end too early.
struct ByteReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position >= bytes.count }

    mutating func byte() -> UInt8? {
        guard position < bytes.count else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func bytes(_ count: Int) -> [UInt8]? {
        guard count >= 0, count <= bytes.count - position else { return nil }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    mutating func integer() -> Int64? {
        bytes(8).map { $0.reduce(0) { $0 << 8 | Int64($1) } }
    }

    mutating func length() -> Int? {
        bytes(4).map { $0.reduce(0) { $0 << 8 | Int($1) } }
    }

    mutating func double() -> Double? {
        integer().map { Double(bitPattern: UInt64(bitPattern: $0)) }
    }

    /// The outer optional is nil when the bytes end too early, the inner one when the value was absent.
    mutating func optionalBytes() -> [UInt8]?? {
        guard let presence = byte() else { return nil }
        if presence == 0 { return .some(nil) }
        guard let count = length(), let content = bytes(count) else { return nil }
        return .some(content)
    }

    mutating func rest() -> [UInt8] {
        defer { position = bytes.count }
        return Array(bytes[min(position, bytes.count)...])
    }
}
