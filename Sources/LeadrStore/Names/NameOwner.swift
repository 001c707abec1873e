import LeadrDomain

/// A player on a board, who may hold names there; both pools share them. Ordered for locking.
public struct NameOwner: Hashable, Sendable, Comparable {
    /// The board.
    public let boardID: BoardID
    /// The player.
    public let identityID: IdentityID

    /// Creates a value.
    public init(boardID: BoardID, identityID: IdentityID) {
        self.boardID = boardID
        self.identityID = identityID
    }

    /// The owner of a row.
    init(_ state: BoardState) {
        self.init(boardID: state.boardID, identityID: state.identityID)
    }

    /// By board, then player.
    public static func < (left: Self, right: Self) -> Bool {
        left.boardID == right.boardID ? left.identityID < right.identityID : left.boardID < right.boardID
    }
}
