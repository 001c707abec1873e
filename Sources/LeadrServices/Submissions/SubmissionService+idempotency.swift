import LeadrDomain
import LeadrJobs
import LeadrState
import LeadrStore

extension SubmissionService {
    /// Answers a request whose `Idempotency-Key` is known: with the present outcome of the submission, in the form this request asks for
    /// (`contract/rulings.md`, `Idempotency-Key`).
    ///
    /// - Throws: ``DomainError`` 422 for another body; what the submission itself met.
    func resume(
        _ record: IdempotencyRecord,
        _ body: Result<SubmissionDraft, any Error>,
        _ envelope: SubmissionEnvelope
    ) async throws -> SubmissionAnswer {
        let event = record.eventID
        guard let claim = envelope.idempotency, record.matches(bodyHash: claim.bodyHash) else {
            throw DomainError.unprocessable("Idempotency-Key was used with a different request")
        }
        // The same body gave the same plan before, save for what changed since; the time of acceptance is the first request's.
        let plan = try await plan(body, envelope, event: event, acceptedAt: record.acceptedAt, isQueued: record.isQueued)
        let result = try await outcomes.result(of: event)
        let job: SubmissionJob
        switch plan {
        case .accepted(let planned): job = planned
        case .refused(let error, _):
            guard let result else { throw error }
            return try await answer(result)
        }
        if let result { return try await answer(result, to: job) }
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
        // An earlier request may have queued it, so its marks stay whatever happens now.
        let answer = try await enqueue(job, envelope.idempotencyKey.map { IdempotencyEntry(key: $0, record: record) }, envelope, undoing: nil)
        if hooks != nil { await tellHook(body, answer, envelope) }
        return answer
    }

    /// A key that Redis has no record of, with what it stands for; nil without the header.
    ///
    /// The database is asked: Redis may have lost its data, or the key stood for another submission before, whose day is over. As long as that one is
    /// queued, no table knows it, and the key goes on standing for it.
    ///
    /// - Throws: an error of the database.
    func idempotencyEntry(_ key: IdempotencyKey?, _ envelope: SubmissionEnvelope, at now: Timestamp) async throws -> IdempotencyEntry? {
        guard let key, let claim = envelope.idempotency else { return nil }
        let known = try await outcomes.reader.acceptances(of: key.events(at: now))
        var record = IdempotencyRecord(bodyHash: claim.bodyHash, eventID: key.firstEvent, acceptedAt: now)
        if let recent = known.first(where: { now - $0.acceptedAt < IdempotencyKey.life }) {
            (record.eventID, record.acceptedAt, record.isQueued) = (recent.event, recent.acceptedAt, true)
        } else if !known.isEmpty {
            record.eventID = key.event(reusedAt: now)
        }
        return IdempotencyEntry(key: key, record: record)
    }
}

extension SubmissionEnvelope {
    /// The key of the request; nil without the header.
    var idempotencyKey: IdempotencyKey? {
        idempotency.map { IdempotencyKey($0.key, of: client.identityID) }
    }
}
