import LeadrDomain

/// What is asked of a score list (`contract/scoring.md §5.4`); the paging parameters as sent, because their check needs the board.
public struct ScoreListQuery: Hashable, Sendable {
    /// Board to list.
    public var boardID: BoardID
    /// The pool; nil for both, which only administrators may ask for.
    public var isTest: Bool? = false
    /// Only rows of this player.
    public var identityID: IdentityID?
    /// Show the surroundings of this row.
    public var aroundScoreID: ScoreID?
    /// Show the surroundings of this value.
    public var aroundValue: Double?
    /// `limit`, checked before.
    public var limit: String?
    /// `sort`.
    public var sort: String?
    /// `cursor`.
    public var cursor: String?

    /// A list of a board.
    public init(boardID: BoardID) {
        self.boardID = boardID
    }

    /// Refuses parameters that exclude each other, in the contract's order (`contract/scoring.md §5.6`).
    ///
    /// - Throws: ``DomainError`` 400.
    public func checkExclusions() throws(DomainError) {
        if aroundScoreID != nil, cursor != nil { throw .badRequest("Cannot use both cursor and around_score_id parameters") }
        if aroundScoreID != nil, aroundValue != nil {
            throw .badRequest("Cannot use both around_score_id and around_score_value parameters")
        }
        if aroundValue != nil, cursor != nil { throw .badRequest("Cannot use both cursor and around_score_value parameters") }
    }

    /// The checked request for a page.
    ///
    /// - Throws: ``DomainError`` 400 for a bad sort or cursor.
    func pageRequest(for board: Board) throws(DomainError) -> PageRequest {
        var filters = PageFilters()
        filters.set("board_id", boardID)
        filters.set("identity_id", identityID)
        filters.set("is_test", isTest)
        do {
            let standard = SortSpec.scores(isDescending: board.sortDirection == .descending, ties: board.tiePolicy)
            return try PageRequest(limit: limit, sort: sort, cursor: cursor, allowing: .scores, defaultSort: standard, filters: filters)
        } catch {
            throw DomainError(error)
        }
    }
}
