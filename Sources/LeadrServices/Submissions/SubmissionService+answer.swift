import LeadrDomain
import LeadrJobs

extension SubmissionService {
    /// The answer to a decided submission: the ranked row with its rank, or the refusal.
    ///
    /// Where there is no row to show, because the board was deleted or moderation took the row away, the submission still counts as accepted: it is
    /// shown as it was sent, with rank 0. Where the rank cannot be told at the moment, because the board's index is being built and too many ask,
    /// the answer is the receipt: a client that heard 503 about what was accepted might send it again.
    ///
    /// - Parameters:
    ///   - result: The decision.
    ///   - job: What was queued.
    /// - Throws: ``DomainError`` 409, 429 … for a rejected one.
    func answer(_ result: SubmissionResult, to job: SubmissionJob) async throws -> SubmissionAnswer {
        do {
            return try await answer(result)
        } catch DomainError.unavailable {
            return .receipt(ScoreView(receiptFor: job), job.eventID)
        }
    }

    /// The same, where what was queued is not known; 503 when the rank cannot be told.
    func answer(_ result: SubmissionResult) async throws -> SubmissionAnswer {
        if let refusal = result.refusal { throw refusal }
        if let id = result.scoreID, let view = try await outcomes.scores.view(of: id) { return .ranked(view, result.eventID) }
        guard let view = try await outcomes.unranked(result) else { throw DomainError.notFound(entity: "Submission") }
        return .ranked(view, result.eventID)
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
