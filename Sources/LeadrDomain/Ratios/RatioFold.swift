/// Computes the rows of a RATIO board from the rows of its two sources (`contract/scoring.md §4.4`). No I/O; only present rows matter, so it can be
/// repeated in any order.
public struct RatioFold: Hashable, Sendable {
    /// The RATIO board.
    public let boardID: BoardID
    /// What is divided.
    public let rule: RatioRule
    /// Whether greater ratios rank first.
    public let isDescending: Bool

    /// The fold of a board.
    public init(_ config: BoardRatioConfig, isDescending: Bool) {
        boardID = config.boardID
        rule = RatioRule(RatioTuning(config))
        self.isDescending = isDescending
    }

    /// The row of a player after its sources changed.
    ///
    /// - Parameters:
    ///   - numerator: The player's row on the numerator board, in the pool of the ratio; a deleted row counts as none.
    ///   - denominator: The same on the denominator board.
    ///   - current: The ratio row so far, live or deleted.
    ///   - now: Time of writing.
    /// - Returns: Nil when the row is as it must be.
    public func recompute(numerator: BoardState?, denominator: BoardState?, current: BoardState?, now: Timestamp) -> StateChange? {
        guard let numerator, let denominator, numerator.deletedAt == nil, denominator.deletedAt == nil else {
            return current.flatMap { emptied($0, now: now) }
        }
        var state = current ?? blank(for: numerator, now: now)
        show(RatioSources(numerator: numerator.value ?? 0, denominator: denominator.value ?? 0), in: &state)
        state.playerName = numerator.playerName
        state.geo = numerator.geo
        // The ratio is there since both of its sources are.
        state.createdAt = max(numerator.createdAt, denominator.createdAt)
        state.deletedAt = nil
        guard state != current else { return nil }
        state.updatedAt = now
        state.version += 1
        return StateChange(kind: current == nil ? .created : current?.deletedAt != nil ? .revived : .replaced, state: state)
    }

    private func show(_ sources: RatioSources, in state: inout BoardState) {
        let value = rule.value(of: sources)
        state.ratio = sources
        state.value = value
        state.rankValue = value.map { RankOrder.rankValue($0, isDescending: isDescending) }
        state.valueDisplay = value.map(rule.display)
    }

    private func emptied(_ current: BoardState, now: Timestamp) -> StateChange? {
        guard current.deletedAt == nil else { return nil }
        var state = current
        state.value = nil
        state.rankValue = nil
        state.valueDisplay = nil
        state.ratio = nil
        state.deletedAt = now
        state.updatedAt = now
        state.version += 1
        return StateChange(kind: .deleted, state: state)
    }

    private func blank(for source: BoardState, now: Timestamp) -> BoardState {
        BoardState(
            id: DerivedID.boardState(board: boardID, identity: source.identityID, isTest: source.isTest),
            boardID: boardID,
            identityID: source.identityID,
            isTest: source.isTest,
            value: nil,
            rankValue: nil,
            createdAt: now,
            updatedAt: now,
            version: 0
        )
    }
}
