extension BoardChange {
    /// The board after the change of everything but its ranking, which ``ranking(of:)`` tells.
    ///
    /// - Throws: ``DomainError`` 400 when the result breaks a rule (`contract/scoring.md §2.1`, `§2.2`, `§2.5`).
    public func applied(to present: BoardView) throws(DomainError) -> BoardView {
        guard boardType.applied(to: present.board.boardType) == present.board.boardType else {
            throw .badRequest("board_type cannot be changed")
        }
        var board = present.board
        board.name = try name.map { name throws(DomainError) in try NameRule.trimmed(name, label: "Board name") }.applied(to: board.name)
        board.shortCode = try shortCode.map { code throws(DomainError) in try ShortCode.normalised(code) }.applied(to: board.shortCode)
        applyTexts(to: &board)
        applySwitches(to: &board)
        board.startsAt = startsAt.applied(to: board.startsAt)
        board.endsAt = endsAt.applied(to: board.endsAt)
        try BoardWindow.validate(startsAt: board.startsAt, endsAt: board.endsAt)
        return BoardView(board: board, ratio: try ratio(of: present))
    }

    /// The ranking the board is to have: a change of what is pending already, if something is.
    ///
    /// - Throws: ``DomainError`` 400 for a keep strategy that does not go with the type of the board.
    public func ranking(of board: Board) throws(DomainError) -> BoardRanking {
        let present = board.pendingRanking ?? board.ranking
        return BoardRanking(
            sortDirection: sortDirection.applied(to: present.sortDirection),
            keepStrategy: try KeepStrategyRule.resolve(keepStrategy.applied(to: present.keepStrategy), for: board.boardType),
            tiePolicy: tiePolicy.applied(to: present.tiePolicy)
        )
    }

    private func applyTexts(to board: inout Board) {
        board.description = description.applied(to: board.description)
        board.icon = icon.applied(to: board.icon)
        board.unit = unit.applied(to: board.unit)
        board.templateName = templateName.applied(to: board.templateName)
        board.createdFromTemplateID = createdFromTemplateID.applied(to: board.createdFromTemplateID)
        board.tags = tags.applied(to: board.tags)
    }

    private func applySwitches(to board: inout Board) {
        board.isActive = isActive.applied(to: board.isActive)
        board.isPublished = isPublished.applied(to: board.isPublished)
        board.uniquePlayerNames = uniquePlayerNames.applied(to: board.uniquePlayerNames)
    }

    private func ratio(of present: BoardView) throws(DomainError) -> BoardRatioConfig? {
        guard present.board.boardType == .ratio, case .set(let tuning) = ratio, let stored = present.ratio else { return present.ratio }
        try RatioConfigRule.checkPresence(hasConfig: tuning != nil, boardType: .ratio)
        guard let tuned = tuning?.applied(to: stored) else { return stored }
        try RatioConfigRule.validate(tuned)
        return tuned
    }
}
