import LeadrDomain
import LeadrJobs
import LeadrStore

/// What became of submissions, as the database knows it.
public struct SubmissionOutcomes: Sendable {
    let reader: SubmissionReader
    let scores: ScoreQueryService
    let events: ScoreEventRepository

    /// Outcomes.
    ///
    /// - Parameters:
    ///   - reader: Decisions.
    ///   - scores: The ranked rows of accepted submissions.
    ///   - events: What was submitted.
    public init(reader: SubmissionReader, scores: ScoreQueryService, events: ScoreEventRepository) {
        self.reader = reader
        self.scores = scores
        self.events = events
    }

    /// An accepted submission without a row to show: as it was sent, under the id of the row, with rank 0; nil without an event.
    func unranked(_ result: SubmissionResult) async throws -> ScoreView? {
        guard let id = result.scoreID, let event = try await events.find(result.eventID) else { return nil }
        return ScoreView(sent: event, id: id, status: .active)
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
