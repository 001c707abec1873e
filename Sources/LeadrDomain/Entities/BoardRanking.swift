/// What decides the order and the content of a board; changed as a whole by a rebuild (`design.md §4`).
public struct BoardRanking: Hashable, Sendable {
    /// Which end is the top.
    public var sortDirection: SortDirection
    /// Which submission is shown.
    public var keepStrategy: KeepStrategy
    /// Which of two equal values ranks first.
    public var tiePolicy: TiePolicy

    /// Creates a value from its columns.
    public init(
        sortDirection: SortDirection,
        keepStrategy: KeepStrategy,
        tiePolicy: TiePolicy
    ) {
        self.sortDirection = sortDirection
        self.keepStrategy = keepStrategy
        self.tiePolicy = tiePolicy
    }
}
