/// What may stand in braces in a name template (`contract/scoring.md §3.3`); the raw value is what is written there.
public enum BoardNamePlaceholder: String, CaseIterable, Sendable {
    /// `YYYY-MM-DD`.
    case date
    /// English name of the month.
    case month
    /// Its first three letters.
    case monthShort = "month_short"
    /// `Q1` to `Q4`.
    case quarter
    /// Which board of the template it is.
    case series
    /// Number of the ISO week.
    case week
    /// Calendar year, four digits.
    case year

    /// What it stands for on a day in UTC.
    func text(on date: CivilDate, series number: Int) -> String {
        switch self {
        case .date: "\(Self.padded(date.year, to: 4))-\(Self.padded(date.month, to: 2))-\(Self.padded(date.day, to: 2))"
        case .month: date.monthName
        case .monthShort: String(date.monthName.prefix(3))
        case .quarter: "Q\((date.month + 2) / 3)"
        case .series: "\(number)"
        case .week: "\(date.isoWeek)"
        case .year: Self.padded(date.year, to: 4)
        }
    }

    private static func padded(_ number: Int, to digits: Int) -> String {
        let text = "\(number)"
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
