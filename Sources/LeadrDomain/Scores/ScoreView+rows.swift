import Foundation

extension ScoreView {
    /// The view of a ranked row.
    public init(_ row: RankedRow, rank: Int, accountID: AccountID, gameID: GameID) {
        self.init(
            id: ScoreID(row.id),
            accountID: accountID,
            gameID: gameID,
            boardID: row.boardID,
            identityID: row.identityID,
            scoreEventID: row.selectedEventID,
            playerName: row.playerName,
            value: row.value ?? 0,
            valueDisplay: row.valueDisplay,
            geo: row.geo,
            metadata: row.metadata,
            rank: rank,
            isPlaceholder: false,
            isTest: row.isTest,
            status: .active,
            createdAt: row.createdAt,
            updatedAt: row.updatedAt
        )
    }

    /// The synthetic row of an `around_score_value` query (`contract/scoring.md §5.6`); never stored.
    ///
    /// - Parameters:
    ///   - value: The parameter of the query.
    ///   - rank: 1 + the number of strictly better rows.
    ///   - boardID: Board of the query.
    ///   - accountID: Tenant of the board.
    ///   - gameID: Game of the board.
    ///   - showsNilEvent: True on RUN_RUNS boards, whose placeholder carries the nil event.
    ///   - isTest: The pool asked for; false for `all`.
    ///   - now: Shown as both timestamps.
    public static func placeholder(
        value: Double,
        rank: Int,
        boardID: BoardID,
        accountID: AccountID,
        gameID: GameID,
        showsNilEvent: Bool,
        isTest: Bool,
        now: Timestamp
    ) -> ScoreView {
        ScoreView(
            id: ScoreID(.zero),
            accountID: accountID,
            gameID: gameID,
            boardID: boardID,
            identityID: IdentityID(.zero),
            scoreEventID: showsNilEvent ? ScoreEventID(.zero) : nil,
            playerName: "",
            value: value,
            valueDisplay: nil,
            geo: .unknown,
            metadata: nil,
            rank: rank,
            isPlaceholder: true,
            isTest: isTest,
            status: .active,
            createdAt: now,
            updatedAt: now
        )
    }
}
