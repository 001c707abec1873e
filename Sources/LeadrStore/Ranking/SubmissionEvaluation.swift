import LeadrDomain

/// What a batch adds to the submission counters of one player on one board (`contract/scoring.md §6.2`).
struct SubmissionEvaluation: Hashable, Sendable {
    let identityID: IdentityID
    let boardID: BoardID
    /// Submissions to add.
    var count: Int
    /// The newest of them.
    var newest: EventOrder
    /// Value of the newest; nil on counters.
    var value: Double?

    /// The counters of some events, one per player and board, ordered so that parallel writers cannot deadlock.
    static func summarise(_ events: [ScoreEvent]) -> [SubmissionEvaluation] {
        var byKey: [StateKey: SubmissionEvaluation] = [:]
        for event in events {
            // Both pools share the counters.
            let key = StateKey(boardID: event.boardID, identityID: event.identityID, isTest: false)
            byKey[key, default: SubmissionEvaluation(event)].add(event)
        }
        return byKey.sorted { $0.key < $1.key }.map(\.value)
    }

    private init(_ event: ScoreEvent) {
        identityID = event.identityID
        boardID = event.boardID
        count = 0
        newest = event.order
    }

    private mutating func add(_ event: ScoreEvent) {
        count += 1
        guard event.order >= newest else { return }
        newest = event.order
        value = event.payload.kind == .delta ? nil : event.payload.value
    }
}
