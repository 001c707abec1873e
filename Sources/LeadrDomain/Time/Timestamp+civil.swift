/// Points in time as days of the calendar, in UTC.
extension Timestamp {
    private static let microsecondsPerDay: Int64 = 86_400_000_000

    /// The day and the microseconds since its beginning.
    public var civil: (date: CivilDate, microseconds: Int64) {
        var day = microseconds / Self.microsecondsPerDay
        if microseconds % Self.microsecondsPerDay < 0 { day -= 1 }
        // The product of the first day of all does not fit; what is left of it does.
        return (CivilDate(daysSinceEpoch: Int(day)), microseconds &- day &* Self.microsecondsPerDay)
    }

    /// A time of a day.
    ///
    /// - Parameter microseconds: Since the beginning of the day.
    public init(_ date: CivilDate, microseconds: Int64 = 0) {
        self.init(microseconds: Int64(date.daysSinceEpoch) * Self.microsecondsPerDay + microseconds)
    }
}
