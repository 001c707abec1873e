/// What a list of identities or devices is narrowed to; everything given must hold (`contract/platform.md §5`).
public struct PlayerFilter<Choice: StoredEnum>: Hashable, Sendable {
    /// Account of the game.
    public var accountID: AccountID?
    /// The game.
    public var gameID: GameID?
    /// The kind of the identities, or the status of the devices.
    public var choice: Choice?

    /// A filter; what is not given does not matter.
    public init(accountID: AccountID? = nil, gameID: GameID? = nil, choice: Choice? = nil) {
        self.accountID = accountID
        self.gameID = gameID
        self.choice = choice
    }
}
