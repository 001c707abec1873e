import Foundation

/// Fast text form of UUIDs. `UUID.uuidString` costs microseconds, which a hot path cannot pay per row.
public enum UUIDText {
    /// Lower-case text with hyphens, 36 characters.
    public static func format(_ uuid: UUID) -> String {
        String(unsafeUninitializedCapacity: 36) { buffer in
            write(uuid, to: buffer)
            return 36
        }
    }

    /// Writes the same into the first 36 bytes of `buffer`, which must have room for them.
    static func write(_ uuid: UUID, to buffer: UnsafeMutableBufferPointer<UInt8>) {
        var position = 0
        withUnsafeBytes(of: uuid.uuid) { bytes in
            for index in 0..<16 {
                if index == 4 || index == 6 || index == 8 || index == 10 {
                    buffer[position] = UInt8(ascii: "-")
                    position += 1
                }
                buffer[position] = digit(bytes[index] >> 4)
                buffer[position + 1] = digit(bytes[index] & 15)
                position += 2
            }
        }
    }

    /// Lower-case hexadecimal digits without hyphens, 32 characters.
    public static func hexadecimal(_ uuid: UUID) -> String {
        String(unsafeUninitializedCapacity: 32) { buffer in
            withUnsafeBytes(of: uuid.uuid) { bytes in
                for index in 0..<16 {
                    buffer[index * 2] = digit(bytes[index] >> 4)
                    buffer[index * 2 + 1] = digit(bytes[index] & 15)
                }
            }
            return 32
        }
    }

    /// Reads a UUID in any standard spelling: upper or lower case, with hyphens at their places or without any.
    public static func parse(_ text: some StringProtocol) -> UUID? {
        var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        let length = text.utf8.count
        guard length == 36 || length == 32 else { return nil }
        let isComplete = withUnsafeMutableBytes(of: &bytes) { target in
            fill(target, from: text.utf8, hyphenated: length == 36)
        }
        return isComplete ? UUID(uuid: bytes) : nil
    }

    /// Whether the bytes of `left` sort before those of `right`, as PostgreSQL and Redis compare them.
    public static func precedes(_ left: UUID, _ right: UUID) -> Bool {
        withUnsafeBytes(of: left.uuid) { leftBytes in
            withUnsafeBytes(of: right.uuid) { rightBytes in
                leftBytes.lexicographicallyPrecedes(rightBytes)
            }
        }
    }

    private static func fill(_ target: UnsafeMutableRawBufferPointer, from text: some Collection<UInt8>, hyphenated: Bool) -> Bool {
        var nibbles = 0
        var position = 0
        for character in text {
            defer { position += 1 }
            if hyphenated, position == 8 || position == 13 || position == 18 || position == 23 {
                guard character == UInt8(ascii: "-") else { return false }
                continue
            }
            guard let value = nibble(character), nibbles < 32 else { return false }
            target[nibbles / 2] = target[nibbles / 2] << 4 | value
            nibbles += 1
        }
        return nibbles == 32
    }

    private static func digit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") - 10 + nibble
    }

    private static func nibble(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
