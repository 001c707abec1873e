/// Numbers rows that follow each other in a pool, from any row on (`contract/scoring.md §5.5`; ``TiePolicy/shared`` in `docs/scoring.md`).
public struct RankCounter: Sendable {
    private let ties: TiePolicy
    private let better: Int
    /// Rows before the next one.
    private var place: Int
    private var last: (value: Double, rank: Int)?

    /// A counter before its first row.
    ///
    /// - Parameters:
    ///   - ties: Tie policy of the board.
    ///   - place: Rows before the first row.
    ///   - better: Rows of better value than the first row. They tell where a shared rank began; other policies do not look at them.
    public init(ties: TiePolicy, from place: Int, better: Int) {
        self.ties = ties
        self.better = better
        self.place = place
    }

    /// The rank of the next row, whose value is given.
    public mutating func next(_ value: Double) -> Int {
        let rank = rank(of: value)
        last = (value, rank)
        place += 1
        return rank
    }

    private func rank(of value: Double) -> Int {
        guard ties == .shared else { return place + 1 }
        guard let last else { return better + 1 }
        return last.value == value ? last.rank : place + 1
    }
}
