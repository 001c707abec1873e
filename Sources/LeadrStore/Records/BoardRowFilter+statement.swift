import LeadrDomain

extension BoardRowFilter {
    /// Adds the conditions of the filter to a list of the rows of boards.
    func apply(to statement: inout ListStatement) {
        statement.requireOwner(accountID) { "boards.account_id = \($0)" }
        statement.requireOwner(gameID) { "boards.game_id = \($0)" }
        statement.requireOwner(boardID) { "boards.id = \($0)" }
        statement.require("identity_id", "=", identityID)
        // A player has rows on boards of their own game alone, which leaves few boards to look at.
        statement.requireOwner(identityID) { "boards.game_id = (SELECT game_id FROM identities WHERE id = \($0))" }
    }
}
