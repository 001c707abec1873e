import LeadrDomain
import LeadrJobs

extension ScoreEvent {
    /// What a client is told when a check struck without giving a reason.
    private static let unexplained = "Submission rejected"

    /// The event a submission becomes. One that anti-cheat rejected is stored with the reason and never counts.
    public init(_ job: SubmissionJob) {
        let isCounter = job.boardType == .counter
        self.init(
            id: job.eventID,
            accountID: job.accountID,
            gameID: job.gameID,
            boardID: job.boardID,
            identityID: job.identityID,
            isTest: job.isTest,
            acceptedAt: job.acceptedAt,
            payload: ScoreEventPayload(
                kind: isCounter ? .delta : .value,
                value: job.value,
                valueDisplay: isCounter ? nil : job.valueDisplay,
                metadata: job.metadata
            ),
            playerName: job.playerName,
            geo: job.geo ?? .unknown,
            rejectedReason: job.verdict?.action == .reject ? job.verdict?.reason ?? Self.unexplained : nil,
            verdict: job.verdict?.metadata
        )
    }
}
