import Foundation
import Logging
import Testing

@testable import JobQueue

@Suite struct BatchDecisionTests {
    private func job() throws -> Job {
        Job(
            id: UUID(),
            tenant: try Tenant("t"),
            enqueuedAt: 0,
            traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            requestID: "r1",
            payload: []
        )
    }

    private func decide(_ jobs: [Job], _ outcomes: [JobOutcome], attempts: Int = 5) throws -> BatchDecision {
        var policy = RetryPolicy()
        policy.maximumAttempts = attempts
        let claim = Claim(token: ClaimToken(), queue: QueueAddress("q"), entries: jobs.map { JobEnvelope.encode($0) })
        return BatchDecision(claim: claim, outcomes: outcomes, policy: policy)
    }

    @Test func `what ends well needs no settlement and no line in the log`() throws {
        let decision = try decide([job(), job()], [.complete, .complete])
        #expect(decision.settlements.isEmpty && decision.failures.isEmpty && decision.counts == ["completed": 2])
    }

    @Test func `a failed job is told apart from a buried one, with its reason`() throws {
        let jobs = [try job(), try job()]
        let decision = try decide(jobs, [.retry(error: "late"), .bury(reason: "bad")])
        #expect(decision.failures.map(\.reason) == ["late", "bad"])
        #expect(decision.failures.map(\.isBuried) == [false, true])
        #expect(decision.failures.map { $0.metadata["job_id"] } == jobs.map { .string($0.hexadecimalID) })
        #expect(decision.counts == ["retried": 1, "buried": 1])
    }

    @Test func `a postponed job waits, and nothing is counted against it or told of it`() throws {
        let job = try job()
        let decision = try decide([job], [.postpone(after: .seconds(7))], attempts: 1)
        #expect(decision.settlements == [.retry(job, after: .seconds(7))])
        #expect(decision.counts == ["postponed": 1] && decision.failures.isEmpty)
    }

    @Test func `jobs of a batch that took too long run alone, and one that was alone has failed`() throws {
        let jobs = [try job(), try job()]
        let many = Claim(token: ClaimToken(), queue: QueueAddress("q"), entries: jobs.map { JobEnvelope.encode($0) })
        let decision = BatchDecision(undecidable: many, reason: "too slow", policy: RetryPolicy())
        #expect(decision.settlements == jobs.map { .isolate($0) } && decision.counts == ["isolated": 2])
        let one = Claim(token: ClaimToken(), queue: QueueAddress("q"), entries: [JobEnvelope.encode(jobs[0])])
        let alone = BatchDecision(undecidable: one, reason: "too slow", policy: RetryPolicy())
        #expect(alone.counts == ["retried": 1] && alone.failures.first?.reason == "too slow")
    }

    @Test func `an entry that is no job is buried and told by the id it is kept under`() throws {
        let claim = Claim(token: ClaimToken(), queue: QueueAddress("q"), entries: [[1, 2, 3]])
        let decision = BatchDecision(claim: claim, outcomes: [], policy: RetryPolicy())
        guard case .bury(let letter)? = decision.settlements.first else {
            Issue.record("nothing was buried")
            return
        }
        #expect(letter.envelope == [1, 2, 3] && decision.failures.first?.metadata["dead_id"] == .string(letter.id))
    }

    @Test func `the last attempt buries`() throws {
        let decision = try decide([job()], [.retry(error: "late")], attempts: 1)
        #expect(decision.failures.map(\.isBuried) == [true])
        #expect(decision.failures.first?.reason == "failed 1 times, last: late")
    }

    @Test func `log lines of a job lead back to its request and trace`() throws {
        var job = try job()
        let metadata = job.logMetadata
        #expect(metadata["job_id"] == .string(job.hexadecimalID) && metadata["request_id"] == "r1")
        #expect(metadata["trace_id"] == "4bf92f3577b34da6a3ce929d0e0e4736")
        job.traceparent = "nonsense"
        job.requestID = ""
        #expect(job.logMetadata.count == 1)
    }
}
