/// Where a value that no row has to have stands in a pool, and what it does to the ranks of the rows around it (`contract/scoring.md §5.6`).
///
/// It was created just now: among equal values it comes first or last, as the board's tie policy says.
public struct ValuePlaceholder: Hashable, Sendable {
    /// The value, negated on descending boards.
    public let rankValue: Double
    /// Tie policy of the board.
    public let ties: TiePolicy

    /// Places a value.
    public init(rankValue: Double, ties: TiePolicy) {
        self.rankValue = rankValue
        self.ties = ties
    }

    /// Whether rows of equal value stand above it. Its rank is 1 + the number of rows above.
    public var followsEquals: Bool { !ties.isNewestFirst }

    /// The rank to show for a row, as if the placeholder were one of the rows.
    ///
    /// - Parameters:
    ///   - rank: The row's rank on the board.
    ///   - value: The row's value, negated on descending boards.
    public func rank(_ rank: Int, ofRowWith value: Double) -> Int {
        precedes(value) ? rank + 1 : rank
    }

    /// Whether a row counts the placeholder as one before it. A row that shares its rank does not.
    private func precedes(_ value: Double) -> Bool {
        ties == .newest ? value >= rankValue : value > rankValue
    }
}
