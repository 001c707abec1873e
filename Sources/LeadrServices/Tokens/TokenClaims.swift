import Foundation
import LeadrDomain

/// What a client token says (`contract/client-auth.md §3`).
public struct TokenClaims: Hashable, Sendable {
    /// External key of the identity; the fingerprint of a device.
    public var subject: String
    /// Game of the identity.
    public var gameID: GameID
    /// Tenant of the game.
    public var accountID: AccountID
    /// The player.
    public var identityID: IdentityID
    /// Whether the session plays in the test pool.
    public var testMode: Bool
    /// End of validity, in seconds since the Unix epoch.
    public var expiresAt: Int64
    /// Time of issue, in seconds since the Unix epoch.
    public var issuedAt: Int64
    /// Version of the session's token pair; refresh tokens only.
    public var tokenVersion: Int?

    /// Creates claims.
    public init(
        subject: String,
        gameID: GameID,
        accountID: AccountID,
        identityID: IdentityID,
        testMode: Bool,
        expiresAt: Int64,
        issuedAt: Int64,
        tokenVersion: Int? = nil
    ) {
        self.subject = subject
        self.gameID = gameID
        self.accountID = accountID
        self.identityID = identityID
        self.testMode = testMode
        self.expiresAt = expiresAt
        self.issuedAt = issuedAt
        self.tokenVersion = tokenVersion
    }
}
