/// An accepted event together with what moderation says of it (`contract/scoring.md §6.4`).
public struct ModeratedEvent: Hashable, Sendable {
    /// The event.
    public var event: ScoreEvent
    /// Status of the newest live flag that hides it; nil for an event that counts.
    public var hiddenBy: FlagStatus?

    /// Creates a value.
    public init(event: ScoreEvent, hiddenBy: FlagStatus?) {
        self.event = event
        self.hiddenBy = hiddenBy
    }
}

extension StateFold {
    /// The event among those that count that the rule selects; nil when none counts.
    public func select(from events: [ModeratedEvent]) -> ScoreEvent? {
        select(from: events.filter { $0.hiddenBy == nil }.map(\.event))
    }

    /// The row of a key computed anew from all its accepted events (`contract/scoring.md §6.4`).
    ///
    /// - Parameters:
    ///   - events: All accepted events of the key in any order, hidden ones included.
    ///   - current: The row so far, live or deleted; nil when it is missing, then it is made anew.
    ///   - now: Time of writing.
    /// - Returns: Nil when the row is as it must be.
    public func recompute(_ events: [ModeratedEvent], current: BoardState?, now: Timestamp) -> StateChange? {
        guard let earliest = events.map(\.event.acceptedAt).min() else {
            // Without any event there is nothing to compute from: a row that was imported stays.
            return nil
        }
        return recompute(
            eligible: events.filter { $0.hiddenBy == nil }.map(\.event),
            current: current,
            acceptedCount: events.count,
            createdAt: earliest,
            now: now
        )?.unlessEqual(to: current)
    }
}

extension RunEntry {
    /// The entry as moderation wants it (`contract/rulings.md`, "RUN_RUNS exclusion"); nil when it is so already.
    public func moderated(_ hiddenBy: FlagStatus?, now: Timestamp) -> RunEntry? {
        guard excludedReason != hiddenBy?.rawValue || (excludedAt == nil) != (hiddenBy == nil) else { return nil }
        var entry = self
        entry.excludedAt = hiddenBy == nil ? nil : excludedAt ?? now
        entry.excludedReason = hiddenBy?.rawValue
        entry.updatedAt = now
        entry.version += 1
        return entry
    }
}
