extension StateFold {
    /// The row after moderation changed which events are eligible (`contract/scoring.md §6.4`), or after the board's rule changed.
    ///
    /// - Parameters:
    ///   - eligible: All accepted events of the key without a flag that hides them, in any order.
    ///   - current: The row so far, live or deleted; nil when it is missing, then it is made anew.
    ///   - acceptedCount: Number of all accepted events of the key, hidden or not; what RUN_IDENTITY shows as `event_count`.
    ///   - createdAt: Earliest acceptance time over all of them; moderation never changes `created_at`.
    ///   - now: Time of writing.
    /// - Returns: Nil when there is no row and none must be made.
    public func recompute(
        eligible: [ScoreEvent],
        current: BoardState?,
        acceptedCount: Int,
        createdAt: Timestamp,
        now: Timestamp
    ) -> StateChange? {
        guard let selected = select(from: eligible) else {
            return current.map { StateChange(kind: .deleted, state: emptied($0, acceptedCount: acceptedCount, now: now)) }
        }
        var state = current ?? Self.blank(for: selected)
        show(selected, in: &state)
        if rule == .counter { set(eligible.reduce(.zero) { $0 + ExactDecimal($1.payload.value) }, in: &state) }
        state.eventCount = rule == .counter ? eligible.count : acceptedCount
        state.createdAt = createdAt
        state.deletedAt = nil
        state.updatedAt = now
        state.version += 1
        return StateChange(kind: current == nil ? .created : current?.deletedAt != nil ? .revived : .replaced, state: state)
    }

    /// The row without any event to show: deleted in place, so that its id and creation time survive a revival.
    private func emptied(_ state: BoardState, acceptedCount: Int, now: Timestamp) -> BoardState {
        var state = state
        state.value = nil
        state.rankValue = nil
        state.selectedEventID = nil
        state.selectedAt = nil
        state.sum = rule == .counter ? .zero : nil
        state.eventCount = rule == .counter ? 0 : acceptedCount
        state.deletedAt = state.deletedAt ?? now
        state.updatedAt = now
        state.version += 1
        return state
    }
}
