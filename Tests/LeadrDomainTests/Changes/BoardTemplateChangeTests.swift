import Foundation
import LeadrDomain
import Testing

@Suite("Changes of board templates")
struct BoardTemplateChangeTests {
    private func template(_ type: BoardType = .runIdentity, keep: KeepStrategy = .latest) -> BoardTemplate {
        let now = Timestamp(microseconds: 1000)
        return BoardTemplate(
            id: BoardTemplateID(UUID()),
            accountID: AccountID(UUID()),
            gameID: GameID(UUID()),
            name: "Weekly",
            boardType: type,
            keepStrategy: keep,
            repeatInterval: "7 days",
            nextRunAt: now,
            isActive: true,
            createdAt: now,
            updatedAt: now
        )
    }

    @Test func `a new type without a strategy takes its own default`() throws {
        var change = BoardTemplateChange()
        change.boardType = .set(.counter)
        #expect(try change.applied(to: template()).keepStrategy == .notApplicable)
        change.boardType = .set(.runIdentity)
        #expect(try change.applied(to: template()).keepStrategy == .latest)
        #expect(try change.applied(to: template(.counter, keep: .notApplicable)).keepStrategy == .best)
    }

    @Test func `a tie policy is kept unless it is named`() throws {
        var change = BoardTemplateChange()
        change.tiePolicy = .set(.shared)
        let changed = try change.applied(to: template())
        #expect(changed.tiePolicy == .shared)
        #expect(try BoardTemplateChange().applied(to: changed).tiePolicy == .shared)
    }

    @Test func `a strategy that contradicts the type is refused`() {
        var change = BoardTemplateChange()
        change.boardType = .set(.runRuns)
        change.keepStrategy = .set(.best)
        #expect(throws: DomainError.badRequest("keep_strategy must be NA for RUN_RUNS boards")) { try change.applied(to: template()) }
    }

    @Test func `everything is checked again as it is after the change`() throws {
        var interval = BoardTemplateChange()
        interval.repeatInterval = .set(" DAILY ")
        #expect(try interval.applied(to: template()).repeatInterval == "1 day")
        var naming = BoardTemplateChange()
        naming.nameTemplate = .set("{nope}")
        #expect(throws: DomainError.self) { try naming.applied(to: template()) }
        var ratio = BoardTemplateChange()
        ratio.boardType = .set(.ratio)
        #expect(throws: DomainError.badRequest("Templates cannot make RATIO boards, because they carry no ratio_config")) {
            try ratio.applied(to: template())
        }
        var window = BoardTemplateChange()
        window.startsAt = .set(Timestamp(microseconds: 2))
        window.endsAt = .set(Timestamp(microseconds: 1))
        #expect(throws: DomainError.badRequest("ends_at must be after starts_at")) { try window.applied(to: template()) }
        var blank = BoardTemplateChange()
        blank.name = .set(" ")
        #expect(throws: DomainError.badRequest("Template name cannot be empty")) { try blank.applied(to: template()) }
    }
}
