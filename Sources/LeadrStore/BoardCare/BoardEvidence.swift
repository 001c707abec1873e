import LeadrDomain

/// The ranked rows of some players of a board and what they are computed from, all of one moment.
public struct BoardEvidence: Sendable {
    /// The board, with the rule its rows follow.
    public var view: BoardView
    /// The keys that were looked at, ascending.
    public var keys: [StateKey]
    /// Board states by key, deleted ones included.
    public var states: [StateKey: BoardState] = [:]
    /// Run entries by key, excluded and deleted ones included.
    public var entries: [StateKey: [RunEntry]] = [:]
    /// All accepted events by key.
    public var events: [StateKey: [ModeratedEvent]] = [:]
    /// Board states of the two sources of a ratio, by their own keys.
    public var sources: [StateKey: BoardState] = [:]

    /// Evidence about nobody.
    public init(view: BoardView, keys: [StateKey]) {
        self.view = view
        self.keys = keys
    }
}
