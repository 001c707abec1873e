import LeadrDomain

/// Who an admin request comes from, and what they may touch (`contract/platform.md §2.2`).
public struct AdminPrincipal: Hashable, Sendable {
    /// The key used.
    public var keyID: APIKeyID
    /// The user the key acts as.
    public var userID: UserID
    /// The account the key acts for.
    public var accountID: AccountID
    /// Whether every account is open.
    public var isSuperAdmin: Bool

    /// Creates a principal.
    public init(keyID: APIKeyID, userID: UserID, accountID: AccountID, isSuperAdmin: Bool) {
        self.keyID = keyID
        self.userID = userID
        self.accountID = accountID
        self.isSuperAdmin = isSuperAdmin
    }

    /// Whether things of an account may be read and changed.
    public func mayAccess(_ account: AccountID) -> Bool {
        isSuperAdmin || account == accountID
    }

    /// Refuses everybody but superadmins (`contract/platform.md §2.1`).
    public func requireSuperadmin() throws(DomainError) {
        guard isSuperAdmin else { throw .forbidden("Superadmin access required") }
    }

    /// Refuses an account that was named in a query or a body (`contract/platform.md §2.3`).
    public func requireAccess(to account: AccountID) throws(DomainError) {
        guard mayAccess(account) else { throw .forbidden("Access denied to the specified account") }
    }

    /// The account a list is limited to: the one asked for, else the own one; nil (every account) for a superadmin who names none.
    ///
    /// - Throws: ``DomainError`` 403 for a foreign account.
    public func listScope(_ asked: AccountID?) throws(DomainError) -> AccountID? {
        if let asked { try requireAccess(to: asked) }
        return asked ?? (isSuperAdmin ? nil : accountID)
    }

    /// Refuses a thing that was found but belongs to another account (`contract/platform.md §2.4`).
    ///
    /// - Parameter noun: What it is, for example `game`.
    public func requireOwnership(of noun: String, account: AccountID) throws(DomainError) {
        guard mayAccess(account) else { throw .forbidden("You do not have access to this \(noun)'s account") }
    }
}
