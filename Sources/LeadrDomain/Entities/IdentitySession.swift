/// One login of an identity; only hashes of its tokens are kept (`contract/client-auth.md §2.2`).
public struct IdentitySession: Hashable, Sendable {
    /// Primary key.
    public var id: IdentitySessionID
    /// Who logged in.
    public var identityID: IdentityID
    /// HMAC-SHA256 of the access token, 64 lower-case hexadecimal digits.
    public var accessTokenHash: String
    /// HMAC-SHA256 of the refresh token, likewise.
    public var refreshTokenHash: String
    /// Counts refreshes; older refresh tokens are refused.
    public var tokenVersion: Int
    /// End of the access token.
    public var expiresAt: Timestamp
    /// End of the refresh token.
    public var refreshExpiresAt: Timestamp
    /// Time of revocation; nil while valid.
    public var revokedAt: Timestamp?
    /// Time of creation.
    public var createdAt: Timestamp
    /// Time of the last change.
    public var updatedAt: Timestamp
    /// Time of the soft delete; nil on a live row.
    public var deletedAt: Timestamp?

    /// Creates a value from its columns.
    public init(
        id: IdentitySessionID,
        identityID: IdentityID,
        accessTokenHash: String,
        refreshTokenHash: String,
        tokenVersion: Int = 1,
        expiresAt: Timestamp,
        refreshExpiresAt: Timestamp,
        revokedAt: Timestamp? = nil,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        deletedAt: Timestamp? = nil
    ) {
        self.id = id
        self.identityID = identityID
        self.accessTokenHash = accessTokenHash
        self.refreshTokenHash = refreshTokenHash
        self.tokenVersion = tokenVersion
        self.expiresAt = expiresAt
        self.refreshExpiresAt = refreshExpiresAt
        self.revokedAt = revokedAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.deletedAt = deletedAt
    }
}
