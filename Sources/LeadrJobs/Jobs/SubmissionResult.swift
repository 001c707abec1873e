import LeadrDomain

/// What became of a submission, as the ranking worker tells a waiting API process (`design.md §2`, waiting).
public struct SubmissionResult: Hashable, Sendable {
    /// How a submission can end.
    public enum Status: String, Hashable, Sendable {
        /// The event is stored and ranked.
        case accepted
        /// Anti-cheat or a name claim refused it.
        case rejected
    }

    /// The submission.
    public var eventID: ScoreEventID
    /// How it ended.
    public var status: Status
    /// HTTP status for the waiting caller: 201, 409 or 429.
    public var httpStatus: Int
    /// Text for the client; nil when accepted.
    public var error: String?
    /// The ranked row; nil when rejected.
    public var scoreID: ScoreID?
    /// Whether that row is a run entry rather than a board state.
    public var isRunEntry: Bool

    /// Creates a result.
    public init(eventID: ScoreEventID, status: Status, httpStatus: Int, error: String? = nil, scoreID: ScoreID? = nil, isRunEntry: Bool = false) {
        self.eventID = eventID
        self.status = status
        self.httpStatus = httpStatus
        self.error = error
        self.scoreID = scoreID
        self.isRunEntry = isRunEntry
    }
}
