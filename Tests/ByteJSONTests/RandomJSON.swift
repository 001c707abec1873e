import ByteJSON

/// Random documents for property tests.
struct RandomJSON {
    var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    mutating func value(depth: Int = 0) -> JSONValue {
        switch Int.random(in: 0..<(depth < 5 ? 8 : 6), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .integer(Int64(truncatingIfNeeded: generator.next()) >> Int64.random(in: 0..<64, using: &generator))
        case 3: return .number(double())
        case 4, 5: return .string(text())
        case 6: return .array((0..<Int.random(in: 0..<5, using: &generator)).map { _ in value(depth: depth + 1) })
        default: return .object(object(depth: depth))
        }
    }

    mutating func text() -> String {
        let alphabet: [Character] = [
            "a", "Z", "0", " ", "\"", "\\", "/", "\n", "\u{1}", "\u{7F}", "é", "€", "😀", "\u{FFFF}", "\u{10FFFF}", "e\u{301}",
        ]
        return String((0..<Int.random(in: 0..<20, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? "a" })
    }

    private mutating func object(depth: Int) -> JSONObject {
        var object = JSONObject()
        for _ in 0..<Int.random(in: 0..<20, using: &generator) { object[text()] = value(depth: depth + 1) }
        return object
    }

    /// A finite double of any magnitude; negative zero is left out, since it is written as zero.
    private mutating func double() -> Double {
        let candidate = Double(bitPattern: generator.next())
        return candidate.isFinite && candidate != 0 ? candidate : 0.5
    }
}
