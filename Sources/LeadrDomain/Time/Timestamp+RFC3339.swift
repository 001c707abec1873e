extension Timestamp {
    /// RFC 3339 in UTC with `Z`; up to six fractional digits, the fraction omitted when zero (`contract/platform.md`, wire conventions).
    public var rfc3339: String {
        String(decoding: rfc3339Bytes(), as: UTF8.self)
    }

    /// The bytes of ``rfc3339``, for writers that need no `String`.
    public func rfc3339Bytes() -> [UInt8] {
        let (date, rest) = civil
        let second = Int(rest / 1_000_000)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(27)
        Self.append(date.year, digits: 4, "-", to: &bytes)
        Self.append(date.month, digits: 2, "-", to: &bytes)
        Self.append(date.day, digits: 2, "T", to: &bytes)
        Self.append(second / 3600, digits: 2, ":", to: &bytes)
        Self.append(second / 60 % 60, digits: 2, ":", to: &bytes)
        Self.append(second % 60, digits: 2, nil, to: &bytes)
        Self.appendFraction(Int(rest % 1_000_000), to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
        return bytes
    }

    /// Reads RFC 3339: date, `T` or a blank, time with optional fraction (digits beyond the sixth are dropped), then `Z` or an offset.
    ///
    /// Like the reference it reads shorter forms as well: without seconds, without an offset, which is UTC, and a date alone, which is its midnight in UTC.
    public init?(rfc3339 text: some StringProtocol) {
        var reader = DigitReader(Array(text.utf8))
        guard let date = reader.date(), date.isValid, let (time, fraction) = reader.restOfTimestamp() else { return nil }
        let seconds = Int64(date.daysSinceEpoch) * 86_400 + Int64(time)
        // The year of the result, after the offset, must be one that can be written.
        guard Self.writable.contains(seconds) else { return nil }
        self.init(microseconds: seconds * 1_000_000 + Int64(fraction))
    }

    /// Seconds since the Unix epoch of the years 1 to 9999.
    private static let writable: Range<Int64> = -62_135_596_800..<253_402_300_800

    private static func append(_ value: Int, digits: Int, _ separator: Unicode.Scalar?, to bytes: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            // What was imported may lie outside the years that have four digits: shown wrongly then, but shown.
            bytes.append(UInt8(ascii: "0") + UInt8(abs(value / divisor % 10)))
            divisor /= 10
        }
        if let separator { bytes.append(UInt8(ascii: separator)) }
    }

    private static func appendFraction(_ microseconds: Int, to bytes: inout [UInt8]) {
        guard microseconds > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        append(microseconds, digits: 6, nil, to: &bytes)
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 text.
    public var description: String { rfc3339 }
}
