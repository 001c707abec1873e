/// How the rows of a board stand in its rank index. A row may only enter an index of its own layout: sign of the value and order of equal values
/// change with the board's configuration (`docs/architecture.md`, "Changing a board").
public struct RankLayout: Hashable, Sendable {
    /// Counts the changes of the board's order, keep strategy and tie policy; column `ranking_version`.
    public var version: Int64
    /// Which of two equal values comes first.
    public var ties: TiePolicy

    /// Creates a layout.
    public init(version: Int64, ties: TiePolicy) {
        self.version = version
        self.ties = ties
    }

    /// That of a board whose order was never changed.
    public static let initial = RankLayout(version: 0, ties: .newest)
}
