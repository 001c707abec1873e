import LeadrDomain
import LeadrJobs

extension ScoreView {
    /// The receipt of a submission: what was sent, under the id that its row will have (`contract/rulings.md`, receipt).
    init(receiptFor job: SubmissionJob) {
        self.init(
            id: job.scoreID,
            accountID: job.accountID,
            gameID: job.gameID,
            boardID: job.boardID,
            identityID: job.identityID,
            scoreEventID: job.eventID,
            playerName: job.playerName,
            value: job.value,
            valueDisplay: job.valueDisplay,
            metadata: job.metadata,
            rank: 0,
            isTest: job.isTest,
            status: .pending,
            createdAt: job.acceptedAt,
            updatedAt: job.acceptedAt
        )
    }
}

extension SubmissionJob {
    /// Id of the ranked row that the submission makes or changes.
    var scoreID: ScoreID {
        if boardType == .runRuns { return DerivedID.runEntry(event: eventID).retyped() }
        return DerivedID.boardState(board: boardID, identity: identityID, isTest: isTest).retyped()
    }
}
