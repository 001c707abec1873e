import LeadrDomain

/// Who a client request comes from, as its access token and session say.
public struct ClientPrincipal: Hashable, Sendable {
    /// The session of the token.
    public var sessionID: IdentitySessionID
    /// The player.
    public var identityID: IdentityID
    /// Tenant of the game.
    public var accountID: AccountID
    /// The game played.
    public var gameID: GameID
    /// External key of the identity; for a device the fingerprint.
    public var externalKey: String
    /// Whether the session plays in the test pool.
    public var isTest: Bool
    /// Name the player last submitted, as far as the database knows it.
    public var displayName: String?
    /// Acceptance time of the submission that set the name.
    public var displayNameAt: Timestamp?
}
