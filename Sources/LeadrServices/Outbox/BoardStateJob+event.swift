import LeadrJobs
import LeadrStore

extension BoardStateJob {
    /// The work that an event causes; nil for events that nobody consumes.
    init?(_ event: OutboxEvent) {
        switch event.name {
        case OutboxEvent.stateChangedName:
            guard let key = event.stateKey else { return nil }
            self = .recomputeRatio(board: key.boardID, identity: key.identityID, isTest: key.isTest)
        case OutboxEvent.scoresModeratedName:
            guard let key = event.stateKey else { return nil }
            self = .recomputeState(board: key.boardID, identity: key.identityID, isTest: key.isTest)
        case OutboxEvent.rankingChangedName:
            guard let board = event.boardID else { return nil }
            self = .applyRanking(board)
        case OutboxEvent.ratioChangedName:
            guard let board = event.boardID else { return nil }
            self = .recomputeRatioBoard(board)
        default:
            return nil
        }
    }
}
