/// How often a template makes a board (`contract/scoring.md §3.2`).
public struct RepeatInterval: Hashable, Sendable {
    /// Units, longest last; the raw value is their name in lower case and the singular.
    public enum Unit: String, CaseIterable, Sendable {
        /// A second.
        case second
        /// 60 seconds.
        case minute
        /// 60 minutes.
        case hour
        /// 24 hours.
        case day
        /// 7 days.
        case week
        /// A month of the calendar.
        case month
        /// A year of the calendar.
        case year
    }

    /// Number of units, at least 1.
    public let amount: Int
    /// The unit.
    public let unit: Unit
    /// The form that is stored: an alias as what it stands for, anything else as it was written, trimmed.
    public let text: String

    /// Longest interval, in years.
    public static let longestYears = 1000

    private static let aliases = ["hourly": "1 hour", "daily": "1 day", "weekly": "7 days", "monthly": "1 month"]

    /// Reads an interval such as `2 weeks`, or an alias such as `daily`.
    ///
    /// - Throws: ``DomainError`` 400 with what does not fit.
    public init(_ input: String) throws(DomainError) {
        let trimmed = WhitespaceText.trimmed(input)
        guard !trimmed.isEmpty else { throw .badRequest("repeat_interval cannot be empty") }
        let text = Self.aliases[trimmed.lowercased()] ?? trimmed
        let words = text.unicodeScalars.split(whereSeparator: \.properties.isWhitespace).map { String($0) }
        guard words.count == 2 else {
            throw .badRequest("Invalid interval format: '\(text)'. Expected '<amount> <unit>', hourly, daily, weekly or monthly")
        }
        guard let amount = Int(words[0]), amount >= 1 else {
            throw .badRequest("Invalid amount: '\(words[0])'. Expected a whole number of at least 1")
        }
        guard let unit = Unit(spelled: words[1]) else {
            throw .badRequest("Unsupported time unit: '\(words[1])'. Expected \(Unit.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard amount <= unit.greatestAmount else { throw .badRequest("Invalid amount: '\(words[0])'. Expected at most \(Self.longestYears) years") }
        self.amount = amount
        self.unit = unit
        self.text = text
    }

    /// The time one interval later; nil beyond the year 9999, which has no form on the wire, and from a time outside the years 1 to 9999.
    ///
    /// Months and years are steps of the calendar in UTC, on the last day of a month that is too short.
    public func adding(to time: Timestamp) -> Timestamp? {
        // What was imported may be an infinity of PostgreSQL.
        guard Self.writable.contains(time) else { return nil }
        let later: Timestamp
        if let months = unit.months {
            let (date, microseconds) = time.civil
            later = Timestamp(date.adding(months: amount * months), microseconds: microseconds)
        } else {
            later = time + .seconds(amount * unit.seconds)
        }
        return Self.writable.contains(later) ? later : nil
    }

    private static let writable = Timestamp(CivilDate(year: 1, month: 1, day: 1))..<Timestamp(CivilDate(year: 10_000, month: 1, day: 1))
}

extension RepeatInterval.Unit {
    /// Reads a name in any letter case, in the singular or the plural.
    fileprivate init?(spelled word: String) {
        var name = word.lowercased()[...]
        while name.last == "s" { name.removeLast() }
        self.init(rawValue: String(name))
    }

    /// Months in a unit of the calendar; nil for units of fixed length.
    fileprivate var months: Int? {
        switch self {
        case .month: 1
        case .year: 12
        default: nil
        }
    }

    /// Seconds in a unit; on average in one of the calendar.
    fileprivate var seconds: Int {
        switch self {
        case .second: 1
        case .minute: 60
        case .hour: 3600
        case .day: 86_400
        case .week: 604_800
        case .month: 2_629_746
        case .year: 31_556_952
        }
    }

    fileprivate var greatestAmount: Int { RepeatInterval.longestYears * RepeatInterval.Unit.year.seconds / seconds }
}
