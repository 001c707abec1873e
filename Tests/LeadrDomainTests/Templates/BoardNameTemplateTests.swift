import Foundation
import LeadrDomain
import Testing

@Suite("Names of template boards")
struct BoardNameTemplateTests {
    private let time = Timestamp(rfc3339: "2026-01-01T23:59:59.5Z")

    @Test(
        arguments: [
            ("{year}", "2026"), ("{month} {month_short}", "January Jan"), ("W{week}", "W1"), ("{quarter}/{year}", "Q1/2026"),
            ("{date}", "2026-01-01"),
            ("#{series}", "#12"), ("{series}{series}", "1212"), ("plain", "plain"), ("Größe {year}!", "Größe 2026!"),
        ]
    )
    func `placeholders are replaced by the day in UTC`(template: String, name: String) throws {
        #expect(try BoardNameTemplate(template).name(at: try #require(time), series: 12) == name)
    }

    @Test(
        arguments: [
            ("{foo}", "foo"), ("{zeta} {year} {alpha} {zeta}", "alpha, zeta"), ("{Year}", "Year"), ("{{foo}}", "foo"), ("{größe}", "größe"),
            ("{1} } {", "1"),
        ]
    )
    func `unknown placeholders are listed once, sorted`(template: String, listed: String) {
        let text =
            "Invalid placeholder(s) in name_template: \(listed). Valid placeholders are: date, month, month_short, quarter, series, week, year"
        #expect(throws: DomainError.badRequest(text)) { try BoardNameTemplate(template) }
    }

    @Test(arguments: ["{", "}", "a { b", "{year", "year}", "{ year }", "{}", "{{year}}", "{year:04}", "{a-b}"])
    func `braces around anything but a placeholder are refused`(template: String) {
        #expect(throws: DomainError.badRequest("Invalid braces in name_template: each pair must enclose one placeholder")) {
            try BoardNameTemplate(template)
        }
    }

    @Test(
        arguments: [
            ("2026-03-31T00:00:00Z", "Q1", "March"), ("2026-04-01T00:00:00Z", "Q2", "April"), ("2026-09-30T00:00:00Z", "Q3", "September"),
            ("2026-12-31T23:59:59Z", "Q4", "December"),
        ]
    )
    func `quarters begin in January, April, July and October`(text: String, quarter: String, month: String) throws {
        let day = try #require(Timestamp(rfc3339: text))
        #expect(try BoardNameTemplate("{quarter} {month}").name(at: day, series: 1) == "\(quarter) \(month)")
    }

    @Test func `weeks are those of ISO 8601 on every day of 60 years`() throws {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for day in 0..<22_000 {
            let expected = calendar.component(.weekOfYear, from: Date(timeIntervalSince1970: Double(day) * 86_400))
            #expect(CivilDate(daysSinceEpoch: day).isoWeek == expected, "day \(day)")
        }
    }

    @Test func `without a template of names a board is called like its template`() throws {
        let now = try #require(time)
        var template = BoardTemplate(
            id: BoardTemplateID(UUID()),
            accountID: AccountID(UUID()),
            gameID: GameID(UUID()),
            name: "Weekly",
            repeatInterval: "7 days",
            nextRunAt: now,
            isActive: true,
            createdAt: now,
            updatedAt: now
        )
        #expect(try template.boardName(at: now, series: 3) == "Weekly")
        template.nameTemplate = " "
        #expect(try template.boardName(at: now, series: 3) == "Weekly")
        template.nameTemplate = "Weekly {series}"
        #expect(try template.boardName(at: now, series: 3) == "Weekly 3")
    }
}
