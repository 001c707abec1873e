import LeadrDomain
import LeadrJobs
import LeadrStore

extension ScoreView {
    /// The receipt of a submission: what was sent, under the id that its row will have (`contract/rulings.md`, receipt).
    init(receiptFor job: SubmissionJob) {
        self.init(sent: ScoreEvent(job), id: job.scoreID, status: .pending)
    }

    /// What was sent, without a rank, under the id of the row that it makes or would make.
    init(sent event: ScoreEvent, id: ScoreID, status: Status) {
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
            status: status,
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
