import Foundation
import Testing

@testable import JobQueue

@Suite struct ClaimPacingTests {
    private let start = ContinuousClock.now

    /// The pause five milliseconds after a claim.
    private func pause(
        afterClaiming count: Int,
        of batchSize: Int = 100,
        linger: Duration = .milliseconds(20),
        replyTo: String = ""
    ) throws -> Duration? {
        let job = Job(id: UUID(), tenant: try Tenant("t"), enqueuedAt: 0, payload: [])
        var waited = job
        waited.replyTo = replyTo
        var pacing = ClaimPacing(linger: linger, batchSize: batchSize)
        pacing.claimed(Array(repeating: job, count: max(0, count - 1)) + [waited], at: start)
        return pacing.pause(at: start + .milliseconds(5))
    }

    @Test func `jobs that come fast gather until the linger is over`() throws {
        #expect(try pause(afterClaiming: 50) == .milliseconds(15))
        #expect(try pause(afterClaiming: 50, linger: .milliseconds(5)) == nil)
    }

    @Test(arguments: [1, 7]) func `jobs that come slowly are claimed at once`(count: Int) throws {
        #expect(try pause(afterClaiming: count) == nil)
    }

    @Test(arguments: [1, 2, 7, 8]) func `batches of any size are fine`(size: Int) throws {
        #expect(try pause(afterClaiming: 1, of: size) == nil)
        #expect(try pause(afterClaiming: size, of: size) == nil)
    }

    @Test func `after a claim with a caller that waits nothing gathers for a second`() throws {
        let job = Job(id: UUID(), tenant: try Tenant("t"), enqueuedAt: 0, payload: [])
        var waited = job
        waited.replyTo = "leadr:results:1"
        var pacing = ClaimPacing(linger: .milliseconds(20), batchSize: 100)
        pacing.claimed([waited], at: start)
        pacing.claimed(Array(repeating: job, count: 50), at: start + .milliseconds(500))
        #expect(pacing.pause(at: start + .milliseconds(501)) == nil)
        pacing.claimed(Array(repeating: job, count: 50), at: start + .milliseconds(1500))
        #expect(pacing.pause(at: start + .milliseconds(1500)) == .milliseconds(20))
    }

    @Test func `a backlog is not kept waiting`() throws {
        #expect(try pause(afterClaiming: 100) == nil)
    }

    @Test func `a caller that waits for a result is not kept waiting`() throws {
        #expect(try pause(afterClaiming: 50, replyTo: "leadr:results:1") == nil)
    }

    @Test func `nothing claimed yet means no pause`() {
        #expect(ClaimPacing(linger: .seconds(1), batchSize: 10).pause(at: start) == nil)
    }
}
