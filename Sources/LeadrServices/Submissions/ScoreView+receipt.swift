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

    /// An accepted submission that shows in no row: what was sent, under the id that its row would have, without a rank.
    init(unranked event: ScoreEvent, id: ScoreID) {
        self.init(
            id: id,
            accountID: event.accountID,
            gameID: event.gameID,
            boardID: event.boardID,
            identityID: event.identityID,
            scoreEventID: event.id,
            playerName: event.playerName,
            value: event.payload.value,
            valueDisplay: event.payload.valueDisplay,
            metadata: event.payload.metadata,
            rank: 0,
            isTest: event.isTest,
            status: .active,
            createdAt: event.acceptedAt,
            updatedAt: event.acceptedAt
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
