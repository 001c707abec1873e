import Foundation
import LeadrDomain
import Testing

@testable import LeadrState

@Suite struct AntiCheatGroupTests {
    private let board = BoardID(UUID())
    private let identity = IdentityID(UUID())
    private let empty = AntiCheatGroup.Stored(writes: nil, window: AntiCheatWindow(), verdicts: [:])

    private func item(_ seconds: Int64, _ event: ScoreEventID = ScoreEventID(UUID())) -> AntiCheatCase {
        let submission = AntiCheatSubmission(acceptedAt: Timestamp(microseconds: seconds * 1_000_000), value: Double(seconds))
        return AntiCheatCase(eventID: event, boardID: board, identityID: identity, submission: submission)
    }

    private func group(_ cases: [AntiCheatCase]) -> AntiCheatGroup {
        AntiCheatGroup(key: AntiCheatGroup.Key(boardID: board, identityID: identity), cases: cases)
    }

    @Test func `submissions are judged in order of acceptance, whatever the order of the batch`() throws {
        let cases = [item(30), item(10), item(20)]
        let update = try #require(group(cases).judge(empty, with: AntiCheatEvaluator()))
        #expect(update.verdicts.map(\.event) == [cases[1], cases[2], cases[0]].map(\.eventID))
    }

    @Test func `a submission with a verdict is not judged again`() throws {
        let known = item(10)
        let verdict = AntiCheatVerdict(action: .reject, submissionCount: 9, lastSubmissionAt: Timestamp(microseconds: 0), lastScoreValue: 1)
        let stored = AntiCheatGroup.Stored(writes: nil, window: AntiCheatWindow(), verdicts: [known.eventID: verdict])
        #expect(group([known]).judge(stored, with: AntiCheatEvaluator()) == nil)
        let fresh = item(20)
        let update = try #require(group([known, fresh]).judge(stored, with: AntiCheatEvaluator()))
        #expect(update.verdicts.map(\.event) == [fresh.eventID])
    }

    @Test func `a submission that is twice in a batch is judged once`() throws {
        let event = ScoreEventID(UUID())
        let update = try #require(group([item(10, event), item(10, event)]).judge(empty, with: AntiCheatEvaluator()))
        #expect(update.verdicts.count == 1)
    }

    @Test func `a batch falls into one group per board and identity`() {
        var cases = [item(1), item(2), item(3)]
        cases[2].identityID = IdentityID(UUID())
        #expect(AntiCheatGroup.groups(of: cases).map(\.cases.count).sorted() == [1, 2])
    }
}
