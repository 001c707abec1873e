import LeadrDomain

/// How much there is on a board.
public struct BoardFigures: Hashable, Sendable {
    /// One of the two pools.
    public struct Pool: Hashable, Sendable {
        /// Rows that take part in ranking.
        public var ranked = 0
        /// Rows that are shown, but have no value to rank: ratios that are not defined.
        public var unranked = 0
        /// Rows that moderation deleted or excluded.
        public var hidden = 0
        /// Events that anti-cheat let pass.
        public var accepted = 0
        /// Events that anti-cheat rejected.
        public var rejected = 0
        /// Accepted events that a flag keeps out of every row.
        public var flagged = 0

        /// Nothing.
        public init() {}
    }

    /// Scores of normal sessions.
    public var production = Pool()
    /// Scores of sessions in test mode.
    public var test = Pool()
    /// When the order that is pending was asked for; nil when none is.
    public var pendingSince: Timestamp?

    /// Nothing.
    public init() {}
}
