import LeadrDomain
import LeadrState
import LeadrStore

/// Where a submission stands, as a client sees it.
public enum SubmissionStatus: Hashable, Sendable {
    /// Queued, being worked on, or parked until an operator decides.
    case pending
    /// It counts; the row as clients see it, nil when there is none to show.
    case accepted(ScoreView?)
    /// It does not count.
    case rejected(String)
}

/// `GET /client/submissions/{id}` (`design.md §2`, `contract/rulings.md`, status resource).
public struct SubmissionStatusService: Sendable {
    private let outcomes: SubmissionOutcomes
    private let pending: PendingSubmissions

    /// A service.
    public init(outcomes: SubmissionOutcomes, pending: PendingSubmissions) {
        self.outcomes = outcomes
        self.pending = pending
    }

    /// The status of a submission of the same player in the same game; for everybody else it does not exist.
    ///
    /// - Throws: ``DomainError`` 404; an error of a server that is away.
    public func status(of event: ScoreEventID, for client: ClientPrincipal) async throws -> SubmissionStatus {
        if let decided = try await decided(event, client) { return decided }
        guard let mark = try await pending.get(event) else {
            // Decided between the two looks: the mark goes after the decision is written.
            if let decided = try await decided(event, client) { return decided }
            throw Self.unknown
        }
        guard mark.gameID == client.gameID, mark.identityID == client.identityID else { throw Self.unknown }
        return .pending
    }

    private static let unknown = DomainError.notFound(entity: "Submission")

    private func decided(_ event: ScoreEventID, _ client: ClientPrincipal) async throws -> SubmissionStatus? {
        switch try await outcomes.reader.standing(of: event) {
        case nil:
            return nil
        case .accepted(let owner):
            try check(owner, client)
            guard let id = owner.scoreID else { return .accepted(nil) }
            return .accepted(try await outcomes.scores.view(of: id))
        case .rejected(let owner, let rejection):
            try check(owner, client)
            return .rejected(rejection.error)
        }
    }

    private func check(_ owner: ScoreEventOwner, _ client: ClientPrincipal) throws(DomainError) {
        guard owner.gameID == client.gameID, owner.identityID == client.identityID else { throw Self.unknown }
    }
}
