/// What a list of flags is narrowed to (`contract/scoring.md §6.4`).
public struct ScoreFlagFilter: Hashable, Sendable {
    /// Boards of the flagged events.
    public var boards: BoardRowFilter
    /// Where the review may stand; nil for anywhere, and nothing fits an empty list.
    public var statuses: [FlagStatus]?
    /// Why they may be flagged, likewise.
    public var flagTypes: [FlagType]?

    /// A filter; what is not given does not matter.
    public init(boards: BoardRowFilter = BoardRowFilter(), statuses: [FlagStatus]? = nil, flagTypes: [FlagType]? = nil) {
        self.boards = boards
        self.statuses = statuses
        self.flagTypes = flagTypes
    }
}
