import LeadrDomain

/// What the first half of the ranking transaction found, with every row locked that the second half may change.
struct RankingReads: Sendable {
    /// Configuration of the boards that exist, deleted ones included.
    var boards: [BoardID: RankingBoard]
    /// Events this transaction inserted. All others were known before.
    var newEvents: Set<ScoreEventID>
    /// Submissions that were rejected before.
    var rejections: [ScoreEventID: SubmissionRejection]
    /// Ranked rows that exist, deleted ones included.
    let states: [StateKey: BoardState]
    /// Rows this transaction inserted empty, to hold the place of what it may write.
    let reserved: [StateKey: BoardStateID]

    /// Whether the event takes effect now: new, and not decided by whoever held it before.
    func isUndecided(_ event: ScoreEvent) -> Bool {
        newEvents.contains(event.id) && rejections[event.id] == nil
    }
}
