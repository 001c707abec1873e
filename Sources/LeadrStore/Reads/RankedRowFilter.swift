import LeadrDomain

/// Which ranked rows of a board a list shows.
public struct RankedRowFilter: Hashable, Sendable {
    /// The board.
    public var boardID: BoardID
    /// Its type, which says where its rows are.
    public var boardType: BoardType
    /// Whether greater values rank first.
    public var isDescending: Bool
    /// The pool; nil for both.
    public var isTest: Bool?
    /// Only rows of this player.
    public var identityID: IdentityID?

    /// A filter for the rows of a board.
    public init(_ board: Board, isTest: Bool?, identityID: IdentityID? = nil) {
        boardID = board.id
        boardType = board.boardType
        isDescending = board.sortDirection == .descending
        self.isTest = isTest
        self.identityID = identityID
    }

    /// Pools to look into.
    var pools: [Bool] { isTest.map { [$0] } ?? [false, true] }
}
