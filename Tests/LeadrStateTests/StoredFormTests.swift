import Foundation
import LeadrDomain
import Testing

@testable import LeadrState

@Suite struct StoredFormTests {
    @Test(arguments: [true, false])
    func `an idempotency record survives storing`(isQueued: Bool) {
        let record = IdempotencyRecord(bodyHash: Array(0..<32), acceptedAt: Timestamp(microseconds: 1_234_567_890_123_456), isQueued: isQueued)
        #expect(IdempotencyRecord(bytes: record.bytes) == record)
        #expect(IdempotencyRecord(bytes: []) == nil)
    }

    @Test func `a pending submission survives storing`() {
        let submission = PendingSubmission(gameID: GameID(UUID()), identityID: IdentityID(UUID()))
        #expect(PendingSubmission(bytes: submission.bytes) == submission)
        #expect(PendingSubmission(bytes: [1, 2, 3]) == nil)
    }

    @Test func `results survive being framed, also empty ones`() {
        let messages = (0..<5).map { ResultMessage(eventID: ScoreEventID(UUID()), payload: [UInt8](repeating: 7, count: $0 * 100)) }
        #expect(ResultFrame.decode(ResultFrame.encode(messages)) == messages)
        #expect(ResultFrame.decode(ResultFrame.encode([])).isEmpty)
    }

    @Test func `a frame of another version or with a torn end brings what can be read`() {
        let messages = (0..<2).map { _ in ResultMessage(eventID: ScoreEventID(UUID()), payload: [1, 2, 3]) }
        let bytes = ResultFrame.encode(messages)
        #expect(ResultFrame.decode([9] + bytes.dropFirst()).isEmpty)
        #expect(ResultFrame.decode(bytes.dropLast()) == [messages[0]])
        #expect(ResultFrame.decode([]).isEmpty)
    }

    @Test func `an anti-cheat window survives storing`() {
        var window = AntiCheatWindow()
        #expect(AntiCheatWindow(storedBytes: window.storedBytes) == window)
        window.passedAt = [Timestamp(microseconds: 1), Timestamp(microseconds: 2)]
        window.lastSubmissionAt = Timestamp(microseconds: 3)
        window.lastScoreValue = -0.25
        window.submissionCount = 51
        #expect(AntiCheatWindow(storedBytes: window.storedBytes) == window)
        #expect(AntiCheatWindow(storedBytes: window.storedBytes.dropLast()) == nil)
        #expect(AntiCheatWindow(storedBytes: [99]) == nil)
    }

    @Test func `a verdict survives storing`() {
        let plain = AntiCheatVerdict(action: .accept, submissionCount: 1, lastSubmissionAt: Timestamp(microseconds: 5), lastScoreValue: nil)
        let full = AntiCheatVerdict(
            action: .reject,
            flagType: .rateLimit,
            confidence: .high,
            reason: "too många",
            metadata: Array("{}".utf8),
            submissionCount: 51,
            lastSubmissionAt: Timestamp(microseconds: -5),
            lastScoreValue: 1e300
        )
        for verdict in [plain, full] { #expect(AntiCheatVerdict(storedBytes: verdict.storedBytes) == verdict) }
        #expect(AntiCheatVerdict(storedBytes: full.storedBytes.dropLast()) == nil)
        #expect(AntiCheatVerdict(storedBytes: []) == nil)
    }

    @Test func `a cache notice survives being published`() {
        let notice = CacheNotice(topic: .board, ids: [UUID(), UUID()])
        #expect(CacheNotice(bytes: notice.bytes) == notice)
        #expect(CacheNotice(bytes: Array("planet:".utf8)) == nil)
        #expect(CacheNotice(bytes: notice.bytes.dropLast()) == nil)
        #expect(CacheNotice(bytes: []) == nil)
    }
}
