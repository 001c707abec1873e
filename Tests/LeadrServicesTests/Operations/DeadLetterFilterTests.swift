import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import Testing

@testable import LeadrServices

@Suite struct DeadLetterFilterTests {
    private func filter(_ set: (inout DeadLetterFilter) -> Void) -> DeadLetterFilter {
        var filter = DeadLetterFilter()
        set(&filter)
        return filter
    }

    @Test func `everything that is named must fit`() throws {
        let submission = LetterSamples.submission()
        let letter = LetterSamples.letter(try LetterSamples.job(submission))
        let died = letter.diedAt
        let fitting: [(inout DeadLetterFilter) -> Void] = [
            { _ in }, { $0.queue = Queues.ranking }, { $0.ids = [letter.id] }, { $0.reason = "timeout AFTER" },
            { $0.accountID = submission.accountID }, { $0.gameID = submission.gameID }, { $0.boardID = submission.boardID },
            { $0.identityID = submission.identityID }, { $0.before = died + .microseconds(1) }, { $0.since = died },
        ]
        let missing: [(inout DeadLetterFilter) -> Void] = [
            { $0.queue = Queues.geoIP }, { $0.ids = [] }, { $0.ids = ["0"] }, { $0.reason = "malformed" }, { $0.accountID = AccountID(UUID()) },
            { $0.gameID = GameID(UUID()) }, { $0.boardID = BoardID(UUID()) }, { $0.identityID = IdentityID(UUID()) }, { $0.before = died },
            { $0.since = died + .microseconds(1) },
        ]
        for set in fitting { #expect(filter(set).matches(letter)) }
        for set in missing { #expect(!filter(set).matches(letter)) }
        for set in missing {
            let both = filter { every in
                for fit in fitting { fit(&every) }
                set(&every)
            }
            #expect(!both.matches(letter), "one misfit is enough")
        }
    }

    @Test func `a recompute is found by its board and by the tenant whose turn it used`() throws {
        let board = BoardID(UUID())
        let tenant = try Tenant(UUIDText.format(LetterSamples.account.uuid))
        let job = Job(id: UUID(), tenant: tenant, enqueuedAt: 0, payload: BoardStateJob.recomputeRatioBoard(board).encoded())
        let letter = LetterSamples.letter(job, on: Queues.boardState)
        #expect(filter { $0.boardID = board }.matches(letter))
        #expect(filter { $0.accountID = LetterSamples.account }.matches(letter))
        #expect(!filter { $0.gameID = LetterSamples.game }.matches(letter))
    }

    @Test func `only a filter that names nothing is empty`() {
        #expect(DeadLetterFilter().isEmpty)
        #expect(!filter { $0.ids = [] }.isEmpty, "no ids are not all ids")
        #expect(!filter { $0.reason = "" }.isEmpty)
    }

    @Test func `the list has a total order, and a cursor leads back into it`() throws {
        let job = try LetterSamples.job(LetterSamples.submission())
        let early = LetterSamples.letter(job, at: 1000).position
        let late = LetterSamples.letter(job, at: 1001).position
        #expect(early < late && DeadLetterPosition.start < early)
        #expect(DeadLetterPosition(late.text) == late)
        for text in ["", "1", "-1-\(job.hexadecimalID)", "x-\(job.hexadecimalID)", "1-zz", "1-"] { #expect(DeadLetterPosition(text) == nil) }
    }
}
