import LeadrDomain

/// How a submission ended. The same event gives the same decision however often it is delivered.
public enum SubmissionDecision: Hashable, Sendable {
    /// Its event counts. The row is where it shows, if it shows: the board may have been deleted, a better score may stand.
    ///
    /// - Parameters:
    ///   - scoreID: Ranked row of the event's key.
    ///   - isRunEntry: Whether that row is a run entry.
    case accepted(scoreID: ScoreID, isRunEntry: Bool)
    /// It does not count.
    case rejected(SubmissionRejection)

    /// The decision about an event that counts.
    static func accepted(_ event: ScoreEventID, key: StateKey, isRunEntry: Bool) -> SubmissionDecision {
        if isRunEntry { return .accepted(scoreID: DerivedID.runEntry(event: event).retyped(), isRunEntry: true) }
        let state = DerivedID.boardState(board: key.boardID, identity: key.identityID, isTest: key.isTest)
        return .accepted(scoreID: state.retyped(), isRunEntry: false)
    }
}
