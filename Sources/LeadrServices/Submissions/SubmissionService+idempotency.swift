import LeadrDomain
import LeadrJobs
import LeadrState

extension SubmissionService {
    /// Answers a request whose `Idempotency-Key` is known: with the present outcome of the submission, in the form this request asks for
    /// (`contract/rulings.md`, `Idempotency-Key`).
    ///
    /// - Throws: ``DomainError`` 422 for another body; what the submission itself met.
    func resume(
        _ record: IdempotencyRecord,
        _ body: Result<SubmissionDraft, any Error>,
        _ envelope: SubmissionEnvelope,
        event: ScoreEventID
    ) async throws -> SubmissionAnswer {
        guard let claim = envelope.idempotency, record.matches(bodyHash: claim.bodyHash) else {
            throw DomainError.unprocessable("Idempotency-Key was used with a different request")
        }
        // The same body gave the same plan before, save for what changed since; the time of acceptance is the first request's.
        let plan = try await plan(body, envelope, event: event, acceptedAt: record.acceptedAt, isQueued: record.isQueued)
        if let result = try await outcomes.result(of: event) { return try await answer(result, plan.job, event) }
        let job: SubmissionJob
        switch plan {
        case .accepted(let planned): job = planned
        case .refused(let error, _): throw error
        }
        guard record.isQueued else { return try await repeatSteps(job, record, envelope, body) }
        guard let patience = envelope.wait, let waiting, let ticket = waiting.register(event, wait: patience) else {
            return .receipt(ScoreView(receiptFor: job), event)
        }
        // Results go to the process that queued the submission; another one looks for itself at half time and at the end.
        return try await self.wait(with: ticket, waiting, job)
    }

    /// The request before did not get to queue the submission, or is about to; every step can be repeated.
    private func repeatSteps(
        _ job: SubmissionJob,
        _ record: IdempotencyRecord,
        _ envelope: SubmissionEnvelope,
        _ body: Result<SubmissionDraft, any Error>
    ) async throws -> SubmissionAnswer {
        if hooks != nil { try await askHook(body, envelope, marks: nil) }
        try await gate.pending.set(PendingSubmission(job), event: job.eventID)
        let request = IngestRequest(
            identityID: job.identityID,
            eventID: job.eventID,
            nonce: nil,
            pendingGameID: job.gameID,
            idempotency: record
        )
        let answer = try await enqueue(job, request, envelope)
        if hooks != nil { await tellHook(body, answer, envelope) }
        return answer
    }
}

extension SubmissionPlan {
    /// The job of an accepted plan.
    fileprivate var job: SubmissionJob? {
        if case .accepted(let job) = self { job } else { nil }
    }
}
