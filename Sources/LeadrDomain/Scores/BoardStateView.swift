/// A board state as administrators see it: what `aux` shows depends on the type of the board (`contract/scoring.md §4.2`).
public struct BoardStateView: Hashable, Sendable {
    /// What stands behind the value of a state.
    public enum Aux: Hashable, Sendable {
        /// The event whose fields the state shows, and how many there are.
        case selected(ScoreEventID, eventCount: Int)
        /// The last event of a sum, and how many there are.
        case last(ScoreEventID, eventCount: Int)
        /// The two sides of a ratio.
        case ratio(RatioSources)
    }

    /// The row.
    public var state: BoardState
    /// Type of its board.
    public var boardType: BoardType

    /// A view of a row.
    public init(state: BoardState, boardType: BoardType) {
        self.state = state
        self.boardType = boardType
    }

    /// What is shown as `aux`; nil when nothing stands behind the value.
    public var aux: Aux? {
        switch boardType {
        case .ratio: state.ratio.map { .ratio($0) }
        case .counter: state.selectedEventID.map { .last($0, eventCount: state.eventCount) }
        case .runIdentity, .runRuns: state.selectedEventID.map { .selected($0, eventCount: state.eventCount) }
        }
    }
}
