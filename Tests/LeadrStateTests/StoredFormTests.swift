import Foundation
import LeadrDomain
import Testing

@testable import LeadrState

@Suite struct StoredFormTests {
    @Test(arguments: [true, false])
    func `an idempotency record survives storing`(isQueued: Bool) {
        let record = IdempotencyRecord(
            bodyHash: Array(0..<32),
            eventID: ScoreEventID(UUID()),
            acceptedAt: Timestamp(microseconds: 1_234_567_890_123_456),
            isQueued: isQueued
        )
        let key = IdempotencyKey("key", of: IdentityID(UUID()))
        #expect(IdempotencyRecord(bytes: record.bytes(of: key), of: key) == record)
        #expect(IdempotencyRecord(bytes: [], of: key) == nil)
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

    @Test func `what a verdict explains survives storing, in the form that the previous version reads`() throws {
        let metadata = Array(#"{"rule":"velocity","action":"flag","measured":0.5,"limit":2}"#.utf8)
        let verdict = AntiCheatVerdict(
            action: .flag,
            metadata: metadata,
            submissionCount: 51,
            lastSubmissionAt: Timestamp(microseconds: -5),
            lastScoreValue: 7.25
        )
        let form = bytes("01 01 00000004 666c6167 0000000000000033 fffffffffffffffb 01 401d000000000000 00 00 00 01 0000003c") + metadata
        #expect(verdict.storedBytes == form)
        let explanation = AntiCheatExplanation(rule: "velocity", action: .flag, measured: 0.5, limit: 2)
        #expect(AntiCheatVerdict(storedBytes: form)?.explanation == explanation)
    }

    @Test func `a cache notice survives being published`() {
        let notice = CacheNotice(topic: .board, ids: [UUID(), UUID()])
        #expect(CacheNotice(bytes: notice.bytes) == notice)
        #expect(CacheNotice(bytes: Array("planet:".utf8)) == nil)
        #expect(CacheNotice(bytes: notice.bytes.dropLast()) == nil)
        #expect(CacheNotice(bytes: []) == nil)
    }

    /// Bytes that the previous version wrote (`scripts/lib/previous-version`): two versions share Redis during an upgrade (`docs/upgrade.md`).
    @Test func `what the previous version stored is read, and ours is its`() {
        let id = UUID(uuid: (1, 0x92, 3, 4, 5, 6, 0x70, 8, 0x80, 10, 11, 12, 13, 14, 15, 1))
        let key = IdempotencyKey("key", of: IdentityID(id))
        let record = IdempotencyRecord(
            bodyHash: Array(0..<32),
            eventID: key.firstEvent,
            acceptedAt: Timestamp(microseconds: 1_700_000_000_123_456),
            isQueued: true
        )
        let pending = PendingSubmission(gameID: GameID(id), identityID: IdentityID(id))
        var window = AntiCheatWindow(submissionCount: 51, lastSubmissionAt: Timestamp(microseconds: 3), lastScoreValue: -0.25)
        window.passedAt = [Timestamp(microseconds: 1), Timestamp(microseconds: 2)]
        let verdict = AntiCheatVerdict(
            action: .flag,
            flagType: .velocity,
            confidence: .high,
            reason: "fast",
            metadata: Array("{}".utf8),
            submissionCount: 51,
            lastSubmissionAt: Timestamp(microseconds: -5),
            lastScoreValue: 7.25
        )
        let storedRecord = bytes("01 00060a2418202240 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
        #expect(record.bytes(of: key) == storedRecord && IdempotencyRecord(bytes: storedRecord, of: key) == record)
        let storedPending = bytes("0192030405067008800a0b0c0d0e0f01 0192030405067008800a0b0c0d0e0f01")
        #expect(pending.bytes == storedPending && PendingSubmission(bytes: storedPending) == pending)
        let storedWindow = bytes("01 0000000000000033 01 0000000000000003 01 bfd0000000000000 0000000000000001 0000000000000002")
        #expect(window.storedBytes == storedWindow && AntiCheatWindow(storedBytes: storedWindow) == window)
        let storedVerdict = bytes(
            """
            01 01 00000004 666c6167 0000000000000033 fffffffffffffffb 01 401d000000000000 01 00000008 76656c6f63697479 01 00000004 68696768
            01 00000004 66617374 01 00000002 7b7d
            """
        )
        #expect(verdict.storedBytes == storedVerdict && AntiCheatVerdict(storedBytes: storedVerdict) == verdict)
    }

    private func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.compactMap { $0.hexDigitValue.map { UInt8($0) } }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
