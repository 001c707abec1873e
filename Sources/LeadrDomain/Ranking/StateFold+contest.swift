extension StateFold {
    /// What decides whether an event is shown instead of another.
    struct Candidate {
        let value: Double
        let order: EventOrder
    }

    func candidate(_ event: ScoreEvent) -> Candidate {
        Candidate(value: event.payload.value, order: event.order)
    }

    /// The shown event of a row, as it competes with new ones; nil for rows that show none: deleted ones, and those that moderation left without a
    /// value and event. A row imported without `selectedAt` competes with its creation time, and an old null value counts as 0
    /// (`contract/scoring.md §5.3`).
    func incumbent(of state: BoardState) -> Candidate? {
        guard state.deletedAt == nil, state.value != nil || state.selectedEventID != nil else { return nil }
        let order = EventOrder(acceptedAt: state.selectedAt ?? state.createdAt, eventID: state.selectedEventID ?? ScoreEventID(.zero))
        return Candidate(value: state.value ?? 0, order: order)
    }

    /// Whether `challenger` is shown instead of `holder`.
    func beats(_ challenger: Candidate, _ holder: Candidate) -> Bool {
        switch rule {
        case .first: challenger.order < holder.order
        case .latest, .counter: challenger.order > holder.order
        case .best where challenger.value == holder.value: challenger.order < holder.order
        case .best: isDescending ? challenger.value > holder.value : challenger.value < holder.value
        }
    }
}
