/// What calendars print: months, weeks, ends of months.
extension CivilDate {
    private static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]

    /// English name of the month.
    public var monthName: String { Self.monthNames[month - 1] }

    /// Number of the week by ISO 8601: weeks begin on Monday and belong to the year of their Thursday.
    public var isoWeek: Int {
        let day = daysSinceEpoch
        // 1970-01-01 was a Thursday, so day 4 was the first Monday.
        let weekday = ((day + 3) % 7 + 7) % 7
        let thursday = day - weekday + 3
        let firstOfYear = CivilDate(year: CivilDate(daysSinceEpoch: thursday).year, month: 1, day: 1).daysSinceEpoch
        return (thursday - firstOfYear) / 7 + 1
    }

    /// Days of the month.
    public var daysInMonth: Int {
        let next = month == 12 ? CivilDate(year: year + 1, month: 1, day: 1) : CivilDate(year: year, month: month + 1, day: 1)
        return next.daysSinceEpoch - CivilDate(year: year, month: month, day: 1).daysSinceEpoch
    }

    /// The same day so many months later, or the last day of that month if it has no such day.
    public func adding(months: Int) -> CivilDate {
        let total = year * 12 + (month - 1) + months
        let newYear = total >= 0 ? total / 12 : (total - 11) / 12
        var date = CivilDate(year: newYear, month: total - newYear * 12 + 1, day: 1)
        date.day = min(day, date.daysInMonth)
        return date
    }
}
