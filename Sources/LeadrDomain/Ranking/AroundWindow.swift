/// How many neighbours an around query shows (`contract/scoring.md §5.6`): a page of L rows with the target in it, shifted at the ends of the board.
public struct AroundWindow: Hashable, Sendable {
    /// Rows shown before the target.
    public let above: Int
    /// Rows shown after the target.
    public let below: Int
    /// Whether rows are left before the window.
    public let hasPrevious: Bool
    /// Whether rows are left after the window.
    public let hasNext: Bool

    /// Computes the window.
    ///
    /// - Parameters:
    ///   - limit: Page size L, at least 1; the target counts as one of them.
    ///   - availableAbove: Rows before the target. Counting further than `limit` is never needed.
    ///   - availableBelow: Rows after the target, likewise.
    public init(limit: Int, availableAbove: Int, availableBelow: Int) {
        let wantedAbove = limit / 2
        let wantedBelow = limit - wantedAbove - 1
        if availableAbove < wantedAbove {
            above = availableAbove
            below = min(availableBelow, limit - 1 - availableAbove)
        } else if availableBelow < wantedBelow {
            below = availableBelow
            above = min(availableAbove, limit - 1 - availableBelow)
        } else {
            above = wantedAbove
            below = wantedBelow
        }
        hasPrevious = availableAbove > above
        hasNext = availableBelow > below
    }

    /// Rows shown, the target included.
    public var count: Int { above + 1 + below }

    /// Ranks of the rows shown, the target's own rank given.
    public func ranks(target: Int) -> ClosedRange<Int> {
        target - above...target + below
    }
}
