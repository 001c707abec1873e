import LeadrDomain

/// A ranked row with everything that decided about it, all of one moment.
public struct ScoreEvidence: Sendable {
    /// The row.
    public enum Row: Hashable, Sendable {
        /// Of a RUN_IDENTITY, COUNTER or RATIO board.
        case state(BoardState)
        /// Of a RUN_RUNS board.
        case entry(RunEntry)
    }

    /// A source of a ratio.
    public struct Source: Hashable, Sendable {
        /// The board.
        public var boardID: BoardID
        /// Its name.
        public var boardName: String
        /// The player's row there; nil when there is none.
        public var state: BoardState?

        /// Names a source.
        public init(boardID: BoardID, boardName: String, state: BoardState?) {
            self.boardID = boardID
            self.boardName = boardName
            self.state = state
        }
    }

    /// Rows of the same pool, by how they stand to the row.
    public struct Neighbours: Hashable, Sendable {
        /// Of better value.
        public var better = 0
        /// Of equal value, created later.
        public var equalNewer = 0
        /// Of equal value, created earlier.
        public var equalOlder = 0
        /// Of equal value and creation time, with a smaller id.
        public var equalSmaller = 0

        /// No rows.
        public init() {}
    }

    /// The board, deleted or not.
    public var view: BoardView
    /// The row, deleted and excluded ones included.
    public var row: Row
    /// Events of the row in the total order, rejected and hidden ones included; the one event of a run.
    public var events: [ScoreEvent] = []
    /// Live flags by event, the oldest first.
    public var flags: [ScoreEventID: [ScoreFlag]] = [:]
    /// Numerator and denominator of a ratio.
    public var sources: [Source] = []
    /// Where the row stands.
    public var neighbours = Neighbours()

    /// Evidence without events.
    public init(view: BoardView, row: Row) {
        self.view = view
        self.row = row
    }

    /// The read view of the row.
    public var ranked: RankedRow { row.ranked }
}
