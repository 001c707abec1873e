extension ExactDecimal {
    /// Exponents beyond this are refused; doubles stay within ±400.
    private static let largestExponent = 1000

    /// Reads decimal text as PostgreSQL prints `numeric`, or as Swift prints a double (`-1.5e-07`).
    ///
    /// - Returns: Nil for anything that is no finite decimal number.
    public init?(text: some StringProtocol) {
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
        guard let power = Self.takeExponent(&bytes), let (digits, fractionDigits) = Self.digits(bytes) else { return nil }
        self.init(isNegative: isNegative, digits: digits, power: power - fractionDigits)
    }

    /// Plain decimal text without exponent, surplus zeros or a leading plus; PostgreSQL reads it as `numeric`.
    public var text: String {
        guard !limbs.isEmpty else { return "0" }
        var bytes: [UInt8] = []
        let highest = exponent + limbs.count - 1
        for place in stride(from: max(highest, 0), through: 0, by: -1) { Self.append(limb(at: place), to: &bytes) }
        bytes = Array(bytes.drop { $0 == UInt8(ascii: "0") })
        if bytes.isEmpty { bytes.append(UInt8(ascii: "0")) }
        if exponent < 0 {
            bytes.append(UInt8(ascii: "."))
            for place in stride(from: -1, through: exponent, by: -1) { Self.append(limb(at: place), to: &bytes) }
            while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
        }
        return (isNegative ? "-" : "") + String(decoding: bytes, as: UTF8.self)
    }

    /// Groups digits by nine such that group borders fall on multiples of nine places.
    private init(isNegative: Bool, digits: [UInt8], power: Int) {
        let exponent = Int((Double(power) / Double(Self.digitsPerLimb)).rounded(.down))
        let padded = digits + [UInt8](repeating: 0, count: power - exponent * Self.digitsPerLimb)
        var limbs: [UInt32] = []
        var end = padded.count
        while end > 0 {
            let start = max(0, end - Self.digitsPerLimb)
            limbs.append(padded[start..<end].reduce(0) { $0 * 10 + UInt32($1) })
            end = start
        }
        self.init(isNegative: isNegative, limbs: limbs, exponent: exponent)
    }

    /// Cuts an exponent off the end; zero when there is none, nil when it is malformed.
    private static func takeExponent(_ bytes: inout ArraySlice<UInt8>) -> Int? {
        guard let mark = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) else { return 0 }
        let power = Int(String(decoding: bytes[(mark + 1)...], as: UTF8.self))
        bytes = bytes[..<mark]
        guard let power, abs(power) <= largestExponent else { return nil }
        return power
    }

    /// Values of the digits and how many of them follow the point; nil unless there is a digit on both sides of a point.
    private static func digits(_ bytes: ArraySlice<UInt8>) -> (digits: [UInt8], fraction: Int)? {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else { return nil }
        return (parts.joined().map { $0 - UInt8(ascii: "0") }, parts.count == 2 ? parts[1].count : 0)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private static func append(_ limb: Int64, to bytes: inout [UInt8]) {
        var divisor = base / 10
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(limb / divisor % 10))
            divisor /= 10
        }
    }
}

extension ExactDecimal: CustomStringConvertible {
    /// The same as ``text``.
    public var description: String { text }
}
