import Logging

/// Builds the JSON object of one log line. Whatever a value holds, it cannot end the line or the string it stands in.
struct JSONLogText {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]

    init() {
        bytes.reserveCapacity(512)
    }

    /// Adds a text, or null when there is none. The key must need no escapes.
    mutating func member(_ key: StaticString, _ text: String?) {
        self.key(key)
        if let text { string(text) } else { append("null" as StaticString) }
    }

    /// Adds a whole number. The key must need no escapes.
    mutating func member(_ key: StaticString, integer: Int64) {
        self.key(key)
        append(String(integer))
    }

    /// Adds a finite number. The key must need no escapes.
    mutating func member(_ key: StaticString, number: Double) {
        self.key(key)
        append(number.description)
    }

    /// Adds a value of swift-log; values that print as whole numbers, booleans or null keep their type.
    mutating func member(_ key: String, _ value: Logger.MetadataValue) {
        self.key(key)
        self.value(value)
    }

    /// The line.
    consuming func finished() -> [UInt8] {
        bytes.append(UInt8(ascii: "}"))
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    private mutating func key(_ key: StaticString) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        append(key)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func key(_ key: String) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        string(key)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func value(_ value: Logger.MetadataValue) {
        switch value {
        case .string(let text): string(text)
        case .stringConvertible(let convertible): scalar(convertible)
        case .array(let values): list(values)
        case .dictionary(let values): dictionary(values)
        }
    }

    /// Numbers and booleans given as such stay such; everything else is text.
    private mutating func scalar(_ value: any CustomStringConvertible) {
        switch value {
        // The usual types first: asking for a protocol takes a look-up.
        case let number as Int: append(number.description)
        case let number as Double where number.isFinite: append(number.description)
        case let flag as Bool: append(flag ? "true" : "false")
        case let number as any BinaryInteger: append(String(describing: number))
        default: string(value.description)
        }
    }

    private mutating func list(_ values: [Logger.MetadataValue]) {
        bytes.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            self.value(value)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func dictionary(_ values: Logger.Metadata) {
        bytes.append(UInt8(ascii: "{"))
        for (index, (key, value)) in values.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            string(key)
            bytes.append(UInt8(ascii: ":"))
            self.value(value)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        // Nearly every text can be copied as it is.
        if text.utf8.contains(where: Self.needsEscape) {
            for byte in text.utf8 { character(byte) }
        } else {
            bytes.append(contentsOf: text.utf8)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    }

    private mutating func character(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case UInt8(ascii: "\n"): append("\\n")
        case UInt8(ascii: "\r"): append("\\r")
        case UInt8(ascii: "\t"): append("\\t")
        case 0..<0x20, 0x7F: append(byte < 0x10 ? "\\u000" : "\\u00", hexadecimal: byte)
        default: bytes.append(byte)
        }
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func append(_ prefix: String, hexadecimal byte: UInt8) {
        append(prefix)
        append(String(byte, radix: 16))
    }
}
