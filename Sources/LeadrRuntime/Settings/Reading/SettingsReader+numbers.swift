extension SettingsReader {
    /// A whole number within `range`.
    mutating func integer(
        _ name: String,
        default: Int,
        in range: ClosedRange<Int>,
        unit: String? = nil,
        _ meaning: String
    ) -> Int {
        let shape = Shape(name: name, kind: "integer", defaultText: String(`default`), unit: unit, meaning: meaning)
        return value(shape, default: `default`, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// A finite number within `range`.
    mutating func number(
        _ name: String,
        default: Double,
        in range: ClosedRange<Double>,
        unit: String? = nil,
        _ meaning: String
    ) -> Double {
        let shape = Shape(name: name, kind: "number", defaultText: String(`default`), unit: unit, meaning: meaning)
        return value(shape, default: `default`, expected: "a number from \(range.lowerBound) to \(range.upperBound)") { text in
            Double(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// A time in whole seconds.
    mutating func seconds(_ name: String, default: Int, in range: ClosedRange<Int> = 1...86_400, _ meaning: String) -> Duration {
        .seconds(integer(name, default: `default`, in: range, unit: "s", meaning))
    }

    /// A time in whole milliseconds.
    mutating func milliseconds(_ name: String, default: Int, in range: ClosedRange<Int> = 1...3_600_000, _ meaning: String) -> Duration {
        .milliseconds(integer(name, default: `default`, in: range, unit: "ms", meaning))
    }

    /// A truth value in any of the spellings of `contract/configuration.md`, in any letter case.
    mutating func boolean(_ name: String, default: Bool, shownDefault: String? = nil, _ meaning: String) -> Bool {
        let shape = Shape(name: name, kind: "boolean", defaultText: shownDefault ?? String(`default`), meaning: meaning)
        return value(shape, default: `default`, expected: "a boolean: 1/0, true/false, t/f, yes/no, y/n, on/off", parse: Self.boolean)
    }

    static func boolean(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "1", "true", "t", "yes", "y", "on": true
        case "0", "false", "f", "no", "n", "off": false
        default: nil
        }
    }
}
