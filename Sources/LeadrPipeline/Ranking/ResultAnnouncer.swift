import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import LeadrStore

/// Tells waiting API processes what became of submissions, and removes the marks of pending ones.
public struct ResultAnnouncer: Sendable {
    private let publisher: ResultPublisher
    private let pending: PendingSubmissions

    /// An announcer on the reply channels and pending marks in Redis.
    public init(publisher: ResultPublisher, pending: PendingSubmissions) {
        self.publisher = publisher
        self.pending = pending
    }

    /// Publishes the decisions whose jobs name a channel and forgets the pending marks of all.
    ///
    /// The marks go last: while one stands, a status request looks for the decision itself.
    ///
    /// - Throws: `RedisError`; announcing again is harmless.
    public func announce(_ decisions: [ScoreEventID: SubmissionDecision], of jobs: [Job]) async throws {
        let results = jobs.compactMap { job -> (channel: String, message: ResultMessage)? in
            let event = ScoreEventID(job.id)
            guard !job.replyTo.isEmpty, let decision = decisions[event] else { return nil }
            return (job.replyTo, ResultMessage(eventID: event, payload: SubmissionResult(event, decision).encoded()))
        }
        try await publisher.publish(results)
        try await pending.delete(Array(decisions.keys))
    }
}

extension SubmissionResult {
    /// The message for a decision.
    init(_ event: ScoreEventID, _ decision: SubmissionDecision) {
        switch decision {
        case .accepted(let scoreID, let isRunEntry):
            self.init(eventID: event, status: .accepted, httpStatus: 201, scoreID: scoreID, isRunEntry: isRunEntry)
        case .rejected(let rejection):
            self.init(eventID: event, status: .rejected, httpStatus: rejection.status, error: rejection.error)
        }
    }
}
