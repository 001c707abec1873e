import Foundation
import LeadrDomain
import Testing

@Suite("Reviews of flags")
struct ScoreFlagChangeTests {
    private let now = Timestamp(microseconds: 5_000)
    private let reviewer = UserID(UUID())
    private let flag = ScoreFlag(
        id: ScoreFlagID(UUID()),
        scoreEventID: ScoreEventID(UUID()),
        flagType: .velocity,
        confidence: .high,
        createdAt: Timestamp(microseconds: 1)
    )

    @Test func `a status notes who set it and when, and notes alone change nothing else`() throws {
        var change = ScoreFlagChange()
        change.status = .confirmedCheat
        let reviewed = try change.applied(to: flag, by: reviewer, at: now)
        #expect(reviewed.status == .confirmedCheat)
        #expect(reviewed.reviewedAt == now)
        #expect(reviewed.reviewerID == reviewer)
        #expect(reviewed.hidesEvent)
        var notes = ScoreFlagChange()
        notes.reviewerDecision = .set("looked at it")
        let noted = try notes.applied(to: flag, by: reviewer, at: now)
        #expect(noted.reviewerDecision == "looked at it")
        #expect(noted.status == .pending)
        #expect(noted.reviewedAt == nil)
        #expect(noted.updatedAt == now)
    }

    @Test func `a review of nothing is refused, and a deleted flag hides nothing`() throws {
        #expect(throws: DomainError.badRequest("Must provide either status, reviewer_decision, or deleted=true")) {
            try ScoreFlagChange().applied(to: flag, by: reviewer, at: now)
        }
        var removed = flag
        removed.status = .removed
        var change = ScoreFlagChange()
        change.deletes = true
        let deleted = try change.applied(to: removed, by: reviewer, at: now)
        #expect(deleted.deletedAt == now)
        #expect(!deleted.hidesEvent)
        #expect(removed.hidesEvent)
    }
}
