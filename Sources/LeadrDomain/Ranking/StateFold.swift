/// Folds events of one (board, identity, pool) into its ranked row (`contract/scoring.md §5.3`, `design.md §4`).
///
/// Every decision is made on ``EventOrder``, which ingest fixed, never on arrival. So any order of arrival and any split into batches gives the same
/// row, except for `updatedAt` and `version`, which tell about writing. Events must be accepted ones and new to the row: the caller drops known ids
/// by primary key.
public struct StateFold: Hashable, Sendable {
    /// Which event the row shows.
    public let rule: FoldRule
    /// Whether greater values are better.
    public let isDescending: Bool

    /// Creates a fold for a board.
    public init(rule: FoldRule, isDescending: Bool) {
        self.rule = rule
        self.isDescending = isDescending
    }

    /// The row after some more events.
    ///
    /// - Parameters:
    ///   - events: New accepted events of one key in any order.
    ///   - current: The row so far, live or deleted; nil when there is none.
    ///   - now: Time of writing, becomes `updatedAt`.
    /// - Returns: Nil when there are no events.
    public func fold(_ events: [ScoreEvent], into current: BoardState?, now: Timestamp) -> StateChange? {
        guard let selected = select(from: events) else { return nil }
        var state = current ?? Self.blank(for: selected)
        let isRevival = current?.deletedAt != nil
        let incumbent = current.flatMap(incumbent(of:))
        if incumbent.map({ beats(candidate(selected), $0) }) ?? true { show(selected, in: &state) }
        if rule == .counter {
            let start = incumbent == nil ? ExactDecimal.zero : state.sum ?? ExactDecimal(state.value ?? 0)
            set(events.reduce(start) { $0 + ExactDecimal($1.payload.value) }, in: &state)
        }
        state.eventCount += events.count
        state.createdAt = events.reduce(state.createdAt) { min($0, $1.acceptedAt) }
        state.deletedAt = nil
        state.updatedAt = now
        state.version += 1
        let replaced = rule == .counter || state.selectedEventID == selected.id
        return StateChange(kind: current == nil ? .created : isRevival ? .revived : replaced ? .replaced : .counted, state: state)
    }

    /// The event among some that the rule selects.
    func select(from events: [ScoreEvent]) -> ScoreEvent? {
        guard var selected = events.first else { return nil }
        for event in events.dropFirst() where beats(candidate(event), candidate(selected)) { selected = event }
        return selected
    }
}

extension StateFold {
    /// A row with version 0 that shows nothing yet.
    static func blank(for event: ScoreEvent) -> BoardState {
        BoardState(
            id: DerivedID.boardState(board: event.boardID, identity: event.identityID, isTest: event.isTest),
            boardID: event.boardID,
            identityID: event.identityID,
            isTest: event.isTest,
            value: nil,
            rankValue: nil,
            createdAt: event.acceptedAt,
            updatedAt: event.acceptedAt,
            version: 0
        )
    }

    /// Copies what the row shows of an event; the value of a counter is its sum instead, and it has no text of its own.
    func show(_ event: ScoreEvent, in state: inout BoardState) {
        state.selectedEventID = event.id
        state.selectedAt = event.acceptedAt
        state.playerName = event.playerName
        state.metadata = event.payload.metadata
        state.geo = event.geo
        guard rule != .counter else { return }
        state.valueDisplay = event.payload.valueDisplay
        state.value = event.payload.value
        state.rankValue = RankOrder.rankValue(event.payload.value, isDescending: isDescending)
    }

    /// Sets the sum of a counter and the numbers that follow from it.
    func set(_ sum: ExactDecimal, in state: inout BoardState) {
        let value = sum.doubleValue
        state.sum = sum
        state.value = value
        state.rankValue = RankOrder.rankValue(value, isDescending: isDescending)
        state.valueDisplay = nil
    }
}
