extension NumericDigits {
    /// Most digits the server keeps after the point, and before it.
    private static let scaleLimit = 16383
    private static let integerLimit = 131_072

    /// Reads `[+-]digits[.digits][e[+-]digits]`, or the name of a value that is no finite number, in any letter case.
    init?(text: String) {
        switch text.lowercased() {
        case "nan": self.init(sign: .notANumber)
        case "inf", "+inf", "infinity", "+infinity": self.init(sign: .infinity)
        case "-inf", "-infinity": self.init(sign: .negativeInfinity)
        default: self.init(decimal: text.utf8)
        }
    }

    private init?(decimal text: String.UTF8View) {
        var rest = text[...]
        let isNegative = Self.takeSign(&rest)
        let integer = Self.takeDigits(&rest)
        var fraction: [Int16] = []
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = Self.takeDigits(&rest)
        }
        guard !(integer.isEmpty && fraction.isEmpty), let exponent = Self.takeExponent(&rest), rest.isEmpty else { return nil }
        let scale = max(0, fraction.count - exponent)
        let pointPosition = integer.count + exponent
        guard scale <= Self.scaleLimit, pointPosition <= Self.integerLimit else { return nil }
        self.init(sign: isNegative ? .negative : .positive, scale: Int16(scale))
        setGroups(integer + fraction, pointPosition: pointPosition)
    }

    /// Cuts the decimal digits into groups that line up with the decimal point, which stands before the digit at `pointPosition`.
    private mutating func setGroups(_ digits: [Int16], pointPosition: Int) {
        // Divides by four rounding up, also for negative positions, which stand for zeros right after the point.
        let groupsBeforePoint = (pointPosition + 3) >> 2
        var padded = [Int16](repeating: 0, count: groupsBeforePoint * 4 - pointPosition) + digits
        padded.append(contentsOf: repeatElement(0, count: (4 - padded.count % 4) % 4))
        let all = stride(from: 0, to: padded.count, by: 4).map { start in
            padded[start..<start + 4].reduce(0) { $0 * 10 + $1 }
        }
        guard let first = all.firstIndex(where: { $0 != 0 }), let last = all.lastIndex(where: { $0 != 0 }) else {
            sign = .positive
            return
        }
        groups = Array(all[first...last])
        weight = Int16(groupsBeforePoint - 1 - first)
    }

    private static func takeSign(_ text: inout Substring.UTF8View) -> Bool {
        guard let first = text.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") else { return false }
        text.removeFirst()
        return first == UInt8(ascii: "-")
    }

    private static func takeDigits(_ text: inout Substring.UTF8View) -> [Int16] {
        let digits = text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        text = text[digits.endIndex...]
        return digits.map { Int16($0 - UInt8(ascii: "0")) }
    }

    /// The exponent, 0 if there is none, `nil` if it is malformed or absurd.
    private static func takeExponent(_ text: inout Substring.UTF8View) -> Int? {
        guard let mark = text.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return 0 }
        text.removeFirst()
        let isNegative = takeSign(&text)
        let digits = takeDigits(&text)
        guard (1...6).contains(digits.count) else { return nil }
        let value = digits.reduce(0) { $0 * 10 + Int($1) }
        return isNegative ? -value : value
    }
}
