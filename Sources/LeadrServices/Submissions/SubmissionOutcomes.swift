import LeadrDomain
import LeadrJobs
import LeadrStore

/// What became of submissions, as the database knows it.
public struct SubmissionOutcomes: Sendable {
    let reader: SubmissionReader
    let scores: ScoreQueryService

    /// Outcomes.
    ///
    /// - Parameters:
    ///   - reader: Decisions.
    ///   - scores: The ranked rows of accepted submissions.
    public init(reader: SubmissionReader, scores: ScoreQueryService) {
        self.reader = reader
        self.scores = scores
    }

    /// The decision about a submission in the form in which workers report it; nil while there is none.
    func result(of event: ScoreEventID) async throws -> SubmissionResult? {
        switch try await reader.standing(of: event) {
        case nil: nil
        case .accepted(let owner): SubmissionResult(eventID: event, status: .accepted, httpStatus: 201, scoreID: owner.scoreID)
        case .rejected(_, let rejection):
            SubmissionResult(eventID: event, status: .rejected, httpStatus: rejection.status, error: rejection.error)
        }
    }
}
