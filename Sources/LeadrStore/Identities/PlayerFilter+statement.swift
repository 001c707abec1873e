import LeadrDomain

extension PlayerFilter {
    /// Adds account and game to a list of what belongs to games.
    func apply(to statement: inout ListStatement) {
        statement.requireOwner(accountID) { "games.account_id = \($0)" }
        statement.requireOwner(gameID) { "games.id = \($0)" }
    }
}
