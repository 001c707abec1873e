extension Board {
    /// The board that is to have a ranking: in force at once while nothing is ranked on it, pending until its rows were computed anew otherwise
    /// (`design.md §4`). Asking for the ranking that is in force takes a pending one back.
    ///
    /// - Parameter hasScores: Whether anything is ranked on the board.
    public func aiming(at wanted: BoardRanking, hasScores: Bool) -> Board {
        var board = self
        if wanted == ranking {
            board.pendingRanking = nil
        } else if hasScores {
            board.pendingRanking = wanted
        } else {
            board.pendingRanking = nil
            board.sortDirection = wanted.sortDirection
            board.keepStrategy = wanted.keepStrategy
            board.tiePolicy = wanted.tiePolicy
            board.rankingVersion += 1
        }
        return board
    }
}
