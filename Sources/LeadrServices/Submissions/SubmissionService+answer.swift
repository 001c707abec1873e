import LeadrDomain
import LeadrJobs

extension SubmissionService {
    /// The answer to a decided submission: the ranked row with its rank, or the refusal.
    ///
    /// - Throws: ``DomainError`` 409, 429 … for a rejected one.
    func answer(_ result: SubmissionResult, _ job: SubmissionJob) async throws -> SubmissionAnswer {
        try await answer(result, job, job.eventID)
    }

    /// The same for a submission that could not be planned any more; without a row to show it is accepted and nothing else is known.
    func answer(_ result: SubmissionResult, _ job: SubmissionJob?, _ event: ScoreEventID) async throws -> SubmissionAnswer {
        if let refusal = result.refusal { throw refusal }
        if let id = result.scoreID, let view = try await outcomes.scores.view(of: id) { return .ranked(view, event) }
        // Accepted, and there is no row: the board was deleted, or moderation took the row away at once.
        guard let job else { throw DomainError.notFound(entity: "Board") }
        return .receipt(ScoreView(receiptFor: job), event)
    }
}

extension SubmissionResult {
    /// What a rejected submission is answered with; nil for an accepted one.
    fileprivate var refusal: DomainError? {
        guard status == .rejected else { return nil }
        let text = error ?? "Submission rejected"
        return switch httpStatus {
        case 409: .conflict(text)
        case 429: .tooManyRequests(text, retryAfter: nil)
        case 404: .notFoundText(text)
        default: .badRequest(text)
        }
    }
}
