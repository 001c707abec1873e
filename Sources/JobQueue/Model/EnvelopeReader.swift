import Foundation

/// Reads the parts of a job envelope from left to right; every read fails softly on missing or wrong bytes.
struct EnvelopeReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func takeVersion() -> Bool {
        guard bytes.count >= JobEnvelope.headerLength, bytes[0] == UInt8(ascii: "J"), bytes[1] == UInt8(ascii: "1") else { return false }
        position = 2
        return true
    }

    mutating func decimal(_ width: Int) -> Int64? {
        guard position + width <= bytes.count else { return nil }
        var value: Int64 = 0
        for _ in 0..<width {
            let digit = bytes[position]
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int64(digit - UInt8(ascii: "0"))
            position += 1
        }
        return value
    }

    mutating func uuid() -> UUID? {
        var value: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        for index in 0..<16 {
            guard let byte = hexadecimalByte() else { return nil }
            withUnsafeMutableBytes(of: &value) { $0[index] = byte }
        }
        return UUID(uuid: value)
    }

    mutating func lengths() -> [Int]? {
        var lengths: [Int] = []
        for _ in 0..<4 {
            guard let length = hexadecimalByte() else { return nil }
            lengths.append(Int(length))
        }
        return lengths
    }

    mutating func text(_ length: Int) -> String? {
        guard position + length <= bytes.count else { return nil }
        defer { position += length }
        return String(validating: bytes[position..<position + length], as: UTF8.self)
    }

    mutating func rest() -> [UInt8] {
        defer { position = bytes.count }
        return Array(bytes[position...])
    }

    private mutating func hexadecimalByte() -> UInt8? {
        guard position + 2 <= bytes.count, let high = nibble(bytes[position]), let low = nibble(bytes[position + 1]) else { return nil }
        position += 2
        return high << 4 | low
    }

    private func nibble(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
