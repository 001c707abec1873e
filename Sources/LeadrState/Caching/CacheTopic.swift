/// What kind of entity a cache holds.
public enum CacheTopic: String, Sendable, CaseIterable {
    /// Tenants.
    case account
    /// Games.
    case game
    /// Boards.
    case board
    /// Players.
    case identity
    /// Sessions of players.
    case session
    /// Devices of players.
    case device
    /// Keys of administrators.
    case apiKey
}
