/// Writes a command as a RESP array of bulk strings.
struct RESPEncoder {
    private(set) var bytes: [UInt8] = []

    /// Starts a command of `count` parts, the name included.
    init(count: Int, capacity: Int) {
        bytes.reserveCapacity(capacity + 16)
        bytes.append(UInt8(ascii: "*"))
        appendDecimal(UInt64(count))
        appendLineEnd()
    }

    /// Appends the name of a command or another constant word.
    mutating func append(_ word: StaticString) {
        word.withUTF8Buffer { appendBulk($0) }
    }

    /// Appends one argument.
    mutating func append(_ argument: RedisArgument) {
        switch argument {
        case .bytes(let value): appendBulk(value)
        case .string(let value): appendBulk(value.utf8)
        case .integer(let value): append(integer: value)
        case .double(let value): appendBulk(value.description.utf8)
        }
    }

    /// Appends an integer as its decimal text.
    mutating func append(integer value: Int64) {
        let magnitude = value.magnitude
        let length = Self.digits(of: magnitude) + (value < 0 ? 1 : 0)
        appendHeader(length)
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        appendDecimal(magnitude)
        appendLineEnd()
    }

    private mutating func appendBulk(_ content: some Collection<UInt8>) {
        appendHeader(content.count)
        bytes.append(contentsOf: content)
        appendLineEnd()
    }

    private mutating func appendHeader(_ length: Int) {
        bytes.append(UInt8(ascii: "$"))
        appendDecimal(UInt64(length))
        appendLineEnd()
    }

    private mutating func appendLineEnd() {
        bytes.append(UInt8(ascii: "\r"))
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func appendDecimal(_ value: UInt64) {
        if value < 10 {
            bytes.append(UInt8(ascii: "0") &+ UInt8(value))
            return
        }
        let end = bytes.count + Self.digits(of: value)
        bytes.append(contentsOf: repeatElement(0, count: end - bytes.count))
        var rest = value
        var index = end
        while rest > 0 {
            index -= 1
            bytes[index] = UInt8(ascii: "0") &+ UInt8(rest % 10)
            rest /= 10
        }
    }

    private static func digits(of value: UInt64) -> Int {
        var count = 1
        var rest = value / 10
        while rest > 0 {
            count += 1
            rest /= 10
        }
        return count
    }
}
