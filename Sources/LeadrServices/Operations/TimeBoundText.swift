import LeadrDomain

/// Reads a point in time as operators write it: an age such as `90s`, `30m`, `2h` or `7d`, or RFC 3339.
public enum TimeBoundText {
    private static let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]

    /// The time; nil for any other text, and for ages beyond a hundred years.
    public static func parse(_ text: String, now: Timestamp) -> Timestamp? {
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()) else { return Timestamp(rfc3339: text) }
        let (seconds, overflow) = count.multipliedReportingOverflow(by: unit)
        guard !overflow, (0...3_153_600_000).contains(seconds) else { return nil }
        return now - .seconds(seconds)
    }
}
