extension JSONScanner {
    /// Decimals of a number at most; the smallest double has 340. PostgreSQL's jsonb keeps and prints every one, so `1e-16000` would be stored in seven
    /// bytes and read back in sixteen thousand.
    static let maximumDecimals = 400

    /// Checks a number (RFC 8259 §6): no leading zeros, no plus sign, digits on both sides of a point, a value within the range of a double.
    mutating func skipNumber() throws(JSONParseError) -> JSONToken {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position &+= 1 }
        let integerDigits = try skipIntegerPart()
        let fractionDigits = try skipFraction()
        let exponent = try skipExponent()
        let isInteger = fractionDigits == nil && exponent == nil
        let number = token(.number, from: start, isSimple: isInteger)
        try checkRange(number, integerDigits: integerDigits, fractionDigits: fractionDigits ?? 0, exponent: exponent ?? 0)
        return number
    }

    private mutating func skipIntegerPart() throws(JSONParseError) -> Int {
        let start = position
        let digits = skipDigits()
        if digits == 0 { throw error("expected a digit") }
        if digits > 1, bytes[start] == UInt8(ascii: "0") { throw error("leading zero", at: start) }
        return digits
    }

    private mutating func skipFraction() throws(JSONParseError) -> Int? {
        guard position < bytes.count, bytes[position] == UInt8(ascii: ".") else { return nil }
        position &+= 1
        let digits = skipDigits()
        if digits == 0 { throw error("expected a digit") }
        return digits
    }

    /// The exponent, cut to a size that is out of range in any case.
    private mutating func skipExponent() throws(JSONParseError) -> Int? {
        guard position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") else { return nil }
        position &+= 1
        var isNegative = false
        if position < bytes.count, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
            isNegative = bytes[position] == UInt8(ascii: "-")
            position &+= 1
        }
        let start = position
        if skipDigits() == 0 { throw error("expected a digit") }
        var magnitude = 0
        for index in start..<position where magnitude < 1_000_000 {
            magnitude = magnitude * 10 + Int(bytes[index] - UInt8(ascii: "0"))
        }
        return isNegative ? -magnitude : magnitude
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position &+= 1 }
        return position - start
    }

    private func checkRange(_ number: JSONToken, integerDigits: Int, fractionDigits: Int, exponent: Int) throws(JSONParseError) {
        guard integerDigits &+ abs(exponent) > 300 || fractionDigits > Self.maximumDecimals else { return }
        let fits = fractionDigits - exponent <= Self.maximumDecimals && exponent <= Self.maximumDecimals && JSONDecoding.double(bytes, number) != nil
        if !fits { throw error("number out of range", at: number.start) }
    }
}
