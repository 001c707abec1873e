/// Where a row stands in its pool as a number from 0, the last rank, to 100, the first (`docs/api.md`, "Added").
public struct ScorePercentile: Hashable, Sendable {
    /// 100 × (n − rank) / (n − 1) of n ranked rows; nil for a row without a rank.
    public var value: Double?

    /// Computes it.
    ///
    /// - Parameters:
    ///   - rank: Rank as the API shows it, 0 for a row without one.
    ///   - total: Ranked rows of the pool. It may have been counted a moment before or after the rank; a rank beyond it counts as the last one.
    public init(rank: Int, total: Int) {
        guard rank > 0 else {
            value = nil
            return
        }
        let last = max(rank, total)
        value = last == 1 ? 100 : 100 * Double(last - rank) / Double(last - 1)
    }
}
