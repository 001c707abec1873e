import LeadrDomain

/// The filters of lists of identities and devices.
struct PlayerQuery {
    private let accountID: AccountID?
    private let gameID: GameID?
    private let choice: String?
    private let choiceName: String

    /// Reads the filters.
    ///
    /// - Parameter choiceName: The filter that has a few values.
    init(_ fields: inout ListFields, _ choiceName: String) {
        accountID = fields.filter("account_id", .id(Kinds.Account.self))
        gameID = fields.filter("game_id", .id(Kinds.Game.self))
        choice = fields.filter(choiceName, .string)
        self.choiceName = choiceName
    }

    /// The filter.
    ///
    /// - Throws: ``DomainError`` 400 for an unknown value.
    func filter<Choice: StoredEnum>() throws(DomainError) -> PlayerFilter<Choice> {
        var filter = PlayerFilter<Choice>(accountID: accountID, gameID: gameID)
        if let choice { filter.choice = try Choice(named: choice, choiceName) }
        return filter
    }
}
