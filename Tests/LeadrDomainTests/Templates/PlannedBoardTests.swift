import Foundation
import LeadrDomain
import Testing

@Suite("Boards that follow from templates")
struct PlannedBoardTests {
    private static func time(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }

    private func template(due: String = "2026-03-02T00:00:00Z", every interval: String = "7 days", nameTemplate: String? = nil) throws
        -> BoardTemplate
    {
        let created = try Self.time("2026-01-01T00:00:00Z")
        return BoardTemplate(
            id: BoardTemplateID(UUID()),
            accountID: AccountID(UUID()),
            gameID: GameID(UUID()),
            name: "Weekly",
            nameTemplate: nameTemplate,
            repeatInterval: interval,
            nextRunAt: try Self.time(due),
            isActive: true,
            createdAt: created,
            updatedAt: created
        )
    }

    @Test func `a board begins when it is due and lasts one interval`() throws {
        let plan = try PlannedBoard(of: template(), series: 1, at: Self.time("2026-03-02T00:00:07Z"))
        #expect(try plan.startsAt == Self.time("2026-03-02T00:00:00Z"))
        #expect(try plan.endsAt == Self.time("2026-03-09T00:00:00Z"))
        #expect(plan.nextRunAt == plan.endsAt)
        #expect(plan.isActive)
    }

    @Test func `a fixed window stands instead, and does not change when the next board is due`() throws {
        var template = try template()
        template.startsAt = try Self.time("2026-02-01T00:00:00Z")
        let started = try PlannedBoard(of: template, series: 1, at: template.nextRunAt)
        #expect(started.startsAt == template.startsAt)
        #expect(try started.endsAt == Self.time("2026-02-08T00:00:00Z"))
        #expect(!started.isActive)
        template.endsAt = try Self.time("2026-12-31T00:00:00Z")
        let fixed = try PlannedBoard(of: template, series: 1, at: template.nextRunAt)
        #expect(fixed.endsAt == template.endsAt)
        #expect(fixed.isActive)
        #expect(try fixed.nextRunAt == Self.time("2026-03-09T00:00:00Z"))
    }

    @Test(arguments: [("2026-03-08T23:59:59.999999Z", true), ("2026-03-09T00:00:00Z", false), ("2027-01-01T00:00:00Z", false)])
    func `a board whose end has passed is made inactive`(now: String, isActive: Bool) throws {
        #expect(try PlannedBoard(of: template(), series: 1, at: Self.time(now)).isActive == isActive)
    }

    @Test func `months end where the calendar lets them`() throws {
        let plan = try PlannedBoard(of: template(due: "2026-01-31T12:00:00Z", every: "1 month"), series: 1, at: Self.time("2026-02-01T00:00:00Z"))
        #expect(try plan.endsAt == Self.time("2026-02-28T12:00:00Z"))
        #expect(plan.nextRunAt == plan.endsAt)
    }

    @Test func `it is named when it is made, not when it was due`() throws {
        let template = try template(due: "2025-12-29T00:00:00Z", nameTemplate: " Cup {series}, {month} {year} ")
        #expect(try PlannedBoard(of: template, series: 12, at: Self.time("2026-03-02T00:00:00Z")).name == "Cup 12, March 2026")
    }

    @Test func `beyond the year 9999 a board has no end, and there is no next one`() throws {
        let last = try template(due: "9999-12-31T00:00:00Z")
        let plan = try PlannedBoard(of: last, series: 1, at: last.nextRunAt)
        #expect(plan.endsAt == nil && plan.nextRunAt == nil)
        #expect(plan.isActive)
        var endless = try template()
        endless.startsAt = last.nextRunAt
        let future = try PlannedBoard(of: endless, series: 1, at: endless.nextRunAt)
        #expect(future.endsAt == nil)
        #expect(try future.nextRunAt == Self.time("2026-03-09T00:00:00Z"))
    }

    @Test func `everything that the contract lists is copied`() throws {
        var template = try template(nameTemplate: "Season {series}")
        template.icon = nil
        template.unit = "km"
        template.sortDirection = .ascending
        template.boardType = .counter
        template.keepStrategy = .notApplicable
        template.tiePolicy = .earliest
        template.isPublished = false
        template.uniquePlayerNames = true
        template.tags = ["a", "b"]
        let now = try Self.time("2026-03-02T00:00:01Z")
        let id = BoardID(UUID())
        let board = try PlannedBoard(of: template, series: 3, at: now).board(id: id, slug: "season-3", shortCode: "ABCDEF", createdAt: now)
        let expected = Board(
            id: id,
            accountID: template.accountID,
            gameID: template.gameID,
            name: "Season 3",
            slug: "season-3",
            shortCode: "ABCDEF",
            icon: nil,
            unit: "km",
            isPublished: false,
            uniquePlayerNames: true,
            sortDirection: .ascending,
            boardType: .counter,
            keepStrategy: .notApplicable,
            tiePolicy: .earliest,
            createdFromTemplateID: template.id,
            templateName: "Weekly",
            startsAt: template.nextRunAt,
            endsAt: template.nextRunAt + .seconds(604_800),
            tags: ["a", "b"],
            createdAt: now,
            updatedAt: now
        )
        #expect(board == expected)
        #expect(board.description == nil)
    }

    @Test func `what breaks a rule makes no board`() throws {
        func refusal(_ change: (inout BoardTemplate) -> Void) throws -> DomainError? {
            var template = try template()
            change(&template)
            do throws(DomainError) {
                _ = try PlannedBoard(of: template, series: 1, at: template.nextRunAt)
                return nil
            } catch {
                return error
            }
        }
        #expect(try refusal { $0.repeatInterval = "0 days" }?.text.hasPrefix("Invalid amount") == true)
        #expect(try refusal { $0.nameTemplate = "{nope}" }?.text.hasPrefix("Invalid placeholder(s)") == true)
        #expect(try refusal { $0.boardType = .ratio }?.text.hasPrefix("Templates cannot make RATIO boards") == true)
        #expect(try refusal { $0.slug = "No slug" }?.text.hasPrefix("Slug must contain only") == true)
        #expect(try refusal { $0.endsAt = $0.nextRunAt } == .badRequest("ends_at must be after starts_at"))
        #expect(try refusal { _ in } == nil)
    }
}
