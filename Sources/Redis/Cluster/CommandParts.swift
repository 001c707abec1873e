/// Reads the parts of an encoded command one after the other: its name, then its arguments.
struct CommandParts: IteratorProtocol {
    private let bytes: [UInt8]
    private var position = 0

    init(_ command: RedisCommand) {
        bytes = command.bytes
        // The number of parts.
        _ = number()
    }

    mutating func next() -> ArraySlice<UInt8>? {
        guard position < bytes.count else { return nil }
        let length = number()
        defer { position += length + 2 }
        return bytes[position..<position + length]
    }

    /// The number between a type byte and the end of the line. What `RESPEncoder` wrote needs no checks.
    private mutating func number() -> Int {
        position += 1
        var value = 0
        while bytes[position] != UInt8(ascii: "\r") {
            value = value * 10 + Int(bytes[position] - UInt8(ascii: "0"))
            position += 1
        }
        position += 2
        return value
    }
}
