/// A person who administers an account (`contract/schema.md`, users).
public struct User: Hashable, Sendable {
    /// Primary key.
    public var id: UserID
    /// Account the user belongs to.
    public var accountID: AccountID
    /// Unique address.
    public var email: String
    /// Name shown, 2 to 100 characters.
    public var displayName: String
    /// Whether the user may act on every account; column `super_admin`.
    public var isSuperAdmin: Bool
    /// Whether the user registered the account; informational.
    public var isOwner: Bool
    /// Whether the user may act.
    public var status: UserStatus
    /// Time of creation.
    public var createdAt: Timestamp
    /// Time of the last change.
    public var updatedAt: Timestamp
    /// Time of the soft delete; nil on a live row.
    public var deletedAt: Timestamp?

    /// Creates a value from its columns.
    public init(
        id: UserID,
        accountID: AccountID,
        email: String,
        displayName: String,
        isSuperAdmin: Bool = false,
        isOwner: Bool = false,
        status: UserStatus = .active,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        deletedAt: Timestamp? = nil
    ) {
        self.id = id
        self.accountID = accountID
        self.email = email
        self.displayName = displayName
        self.isSuperAdmin = isSuperAdmin
        self.isOwner = isOwner
        self.status = status
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.deletedAt = deletedAt
    }
}
