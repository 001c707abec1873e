import LeadrDomain

/// A window around a row or a value (`contract/scoring.md §5.6`).
public struct RankAround: Sendable, Equatable {
    /// The rows of the window; around a value, the placeholder is not among them.
    public var page: RankPage
    /// Rank of the target: of the row, or that of the placeholder (`ValuePlaceholder`).
    public var targetRank: Int
    /// Index in `page.entries` of the target row, or before which the placeholder belongs.
    public var targetIndex: Int
    /// Whether rows are left before the window.
    public var hasPrevious: Bool
    /// Whether rows are left after the window.
    public var hasNext: Bool
}
