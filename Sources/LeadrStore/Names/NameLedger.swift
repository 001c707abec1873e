import LeadrDomain

/// Decides who gets a name, event by event in the total order (`contract/rulings.md`, "unique player names"). No I/O.
///
/// A name is taken only when the name of a row would change, and released when the last row of its holder loses it. Names that were taken twice before
/// uniqueness was switched on stay as they are.
struct NameLedger: Sendable {
    /// Who holds each name that matters here.
    private(set) var holders: [NameKey: IdentityID]
    /// Rows by key, as they are after the events seen so far.
    private var rows: [StateKey: BoardState]
    /// Events that lost.
    private(set) var losers: Set<ScoreEventID> = []
    private let now: Timestamp

    /// Creates a ledger.
    ///
    /// - Parameters:
    ///   - holders: Holders of all names that the events or rows have.
    ///   - rows: Rows of the players of the events, in both pools.
    init(holders: [NameKey: IdentityID], rows: [StateKey: BoardState]) {
        self.holders = holders
        self.rows = rows
        now = Timestamp(microseconds: 0)
    }

    /// Lets an event have its effect, unless it would take a name that another player holds.
    ///
    /// - Parameters:
    ///   - event: The next event in the total order.
    ///   - fold: How it changes the row of its player; nil where every event makes a row of its own.
    mutating func admit(_ event: ScoreEvent, fold: StateFold?) {
        guard let fold else {
            if !claim(NameKey(boardID: event.boardID, name: event.playerName), for: event.identityID) { losers.insert(event.id) }
            return
        }
        let key = StateKey(event)
        guard let state = fold.fold([event], into: rows[key], now: now)?.state else { return }
        let before = Self.name(rows[key])
        let after = Self.name(state)
        if before != after {
            guard claim(after, for: event.identityID) else {
                losers.insert(event.id)
                return
            }
        }
        rows[key] = state
        if let before, before != after { release(before, of: key) }
    }

    /// The name that a row holds; nil for rows that are not there.
    static func name(_ state: BoardState?) -> NameKey? {
        guard let state, state.deletedAt == nil else { return nil }
        return NameKey(boardID: state.boardID, name: state.playerName)
    }

    private mutating func claim(_ name: NameKey?, for identity: IdentityID) -> Bool {
        guard let name else { return true }
        guard let holder = holders[name] else {
            holders[name] = identity
            return true
        }
        return holder == identity
    }

    private mutating func release(_ name: NameKey, of key: StateKey) {
        guard holders[name] == key.identityID, Self.name(rows[key.otherPool]) != name else { return }
        holders[name] = nil
    }
}
