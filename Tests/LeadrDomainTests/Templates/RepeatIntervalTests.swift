import Foundation
import LeadrDomain
import Testing

@Suite("Repeat intervals")
struct RepeatIntervalTests {
    @Test(
        arguments: [
            ("hourly", "1 hour", 1, .hour), (" Daily ", "1 day", 1, .day), ("WEEKLY", "7 days", 7, .day), ("monthly", "1 month", 1, .month),
            ("1 day", "1 day", 1, .day), ("  2   Weeks ", "2   Weeks", 2, .week), ("+3 MONTHS", "+3 MONTHS", 3, .month),
            ("5 yearsss", "5 yearsss", 5, .year),
            ("90\tseconds", "90\tseconds", 90, .second), ("30 minute", "30 minute", 30, .minute),
        ] as [(String, String, Int, RepeatInterval.Unit)]
    )
    func `aliases become what they stand for, everything else stays as it was written`(
        input: String,
        text: String,
        amount: Int,
        unit: RepeatInterval.Unit
    ) throws {
        let interval = try RepeatInterval(input)
        #expect(interval.text == text)
        #expect(interval.amount == amount)
        #expect(interval.unit == unit)
        // The stored form means the same.
        #expect(try RepeatInterval(interval.text) == interval)
    }

    @Test(
        arguments: [
            ("", "repeat_interval cannot be empty"), (" \t\n", "repeat_interval cannot be empty"), ("yearly", "Invalid interval format"),
            ("day", "Invalid interval format"), ("1 day 2 hours", "Invalid interval format"), ("1 day x", "Invalid interval format"),
            ("one day", "Invalid amount"), ("1.5 days", "Invalid amount"), ("0 days", "Invalid amount"), ("-1 day", "Invalid amount"),
            ("99999999999999999999 days", "Invalid amount"), ("1001 years", "Invalid amount"), ("1 fortnight", "Unsupported time unit"),
            ("1 s", "Unsupported time unit"), ("1 daily", "Unsupported time unit"),
        ]
    )
    func `what is no interval is refused by name`(input: String, start: String) {
        #expect {
            try RepeatInterval(input)
        } throws: { error in
            guard case .badRequest(let text) = error as? DomainError else { return false }
            return text.hasPrefix(start)
        }
    }

    @Test(
        arguments: [
            ("1 month", "2026-01-31T10:00:00Z", "2026-02-28T10:00:00Z"), ("1 month", "2026-02-28T10:00:00Z", "2026-03-28T10:00:00Z"),
            ("1 month", "2028-01-31T00:00:00.000001Z", "2028-02-29T00:00:00.000001Z"), ("1 year", "2028-02-29T23:59:59Z", "2029-02-28T23:59:59Z"),
            ("13 months", "2025-12-15T00:00:00Z", "2027-01-15T00:00:00Z"), ("7 days", "2026-02-26T06:00:00Z", "2026-03-05T06:00:00Z"),
        ]
    )
    func `months and years are steps of the calendar, clamped to the end of the month`(text: String, from: String, to: String) throws {
        let time = try #require(Timestamp(rfc3339: from))
        #expect(try RepeatInterval(text).adding(to: time) == Timestamp(rfc3339: to))
    }

    @Test func `nothing is due after the year 9999`() throws {
        let late = try #require(Timestamp(rfc3339: "9999-12-31T23:59:59Z"))
        #expect(try RepeatInterval("1 second").adding(to: late) == nil)
        #expect(try RepeatInterval("1000 years").adding(to: late) == nil)
    }

    @Test(arguments: ["1 second", "1 month"]) func `nothing follows an infinity that was imported`(text: String) throws {
        for time in [Int64.min, .max] { #expect(try RepeatInterval(text).adding(to: Timestamp(microseconds: time)) == nil) }
    }

    @Test func `an interval agrees with the calendar of Foundation`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        let components: [RepeatInterval.Unit: Calendar.Component] = [
            .second: .second, .minute: .minute, .hour: .hour, .day: .day, .month: .month, .year: .year,
        ]
        var random = SeededGenerator(seed: 7)
        for _ in 0..<3000 {
            // 1970 to 2200.
            let seconds = Int64.random(in: 0..<7_258_118_400, using: &random)
            let amount = Int.random(in: 1...400, using: &random)
            let unit = try #require(components.keys.sorted { $0.rawValue < $1.rawValue }.randomElement(using: &random))
            let component = try #require(components[unit])
            let expected = try #require(calendar.date(byAdding: component, value: amount, to: Date(timeIntervalSince1970: Double(seconds))))
            let interval = try RepeatInterval("\(amount) \(unit.rawValue)s")
            let later = interval.adding(to: Timestamp(microseconds: seconds * 1_000_000 + 17))
            #expect(later?.microseconds == Int64(expected.timeIntervalSince1970) * 1_000_000 + 17, "\(interval.text) after \(seconds)")
        }
    }

    @Test func `a later time never has an earlier next one, and the next one is always later`() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<3000 {
            let unit = try #require(RepeatInterval.Unit.allCases.randomElement(using: &random))
            let interval = try RepeatInterval("\(Int.random(in: 1...50, using: &random)) \(unit.rawValue)")
            let first = Timestamp(microseconds: Int64.random(in: -4_000_000_000_000_000...4_000_000_000_000_000, using: &random))
            let second = first + .seconds(Int64.random(in: 0...4_000_000, using: &random))
            let steps = try [first, second].map { try #require(interval.adding(to: $0)) }
            #expect(steps[0] > first && steps[1] > second)
            #expect(steps[0] <= steps[1], "\(interval.text) after \(first) and \(second)")
        }
    }
}
