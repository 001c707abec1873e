import LeadrDomain

/// What a board state is unique by: board, player and pool. Ordered, because every writer takes its rows in this order and so cannot deadlock.
public struct StateKey: Hashable, Sendable, Comparable {
    /// Board of the row.
    public let boardID: BoardID
    /// Player of the row.
    public let identityID: IdentityID
    /// Whether the row is in the test pool.
    public let isTest: Bool

    /// Creates a key.
    public init(boardID: BoardID, identityID: IdentityID, isTest: Bool) {
        self.boardID = boardID
        self.identityID = identityID
        self.isTest = isTest
    }

    /// The key an event counts for.
    init(_ event: ScoreEvent) {
        self.init(boardID: event.boardID, identityID: event.identityID, isTest: event.isTest)
    }

    /// The player of a run entry.
    init(entry: RunEntry) {
        self.init(boardID: entry.boardID, identityID: entry.identityID, isTest: entry.isTest)
    }

    /// The same player on the same board in the other pool.
    var otherPool: StateKey { StateKey(boardID: boardID, identityID: identityID, isTest: !isTest) }

    /// By board, then player, then pool.
    public static func < (left: Self, right: Self) -> Bool {
        if left.boardID != right.boardID { return left.boardID < right.boardID }
        if left.identityID != right.identityID { return left.identityID < right.identityID }
        return !left.isTest && right.isTest
    }
}
