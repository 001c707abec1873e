import LeadrDomain
import LeadrStore
import Postgres

/// People who administer accounts (`contract/platform.md §3.2`).
public struct UserService: Sendable {
    private let users: UserRepository
    private let ids: any IDGenerator
    private let clock: any Clock

    /// A service.
    public init(users: UserRepository, ids: any IDGenerator = UUIDv7Generator(), clock: any Clock = SystemClock()) {
        self.users = users
        self.ids = ids
        self.clock = clock
    }

    /// Creates an active user without special rights.
    ///
    /// - Throws: ``DomainError`` 403, 404 or 409; `PostgresError`.
    public func create(_ draft: UserDraft, by principal: AdminPrincipal) async throws -> User {
        try principal.requireAccess(to: draft.accountID)
        let now = clock.now()
        let user = User(
            id: UserID(ids.next()),
            accountID: draft.accountID,
            email: draft.email,
            displayName: draft.displayName,
            createdAt: now,
            updatedAt: now
        )
        do {
            guard try await users.insert(user) else { throw DomainError.notFound(entity: "Account") }
        } catch let error as PostgresError {
            throw Self.refusal(error)
        }
        return user
    }

    /// A user.
    ///
    /// - Throws: ``DomainError`` 404 or 403; `PostgresError`.
    public func get(_ id: UserID, by principal: AdminPrincipal) async throws -> User {
        guard let user = try await users.find(id) else { throw DomainError.notFound(entity: "User") }
        try principal.requireOwnership(of: "user", account: user.accountID)
        return user
    }

    /// Users of an account; of all for a superadmin who names none.
    ///
    /// - Throws: ``DomainError`` 403 for a foreign account; `PostgresError`.
    public func list(account: AccountID?, _ request: PageRequest, by principal: AdminPrincipal) async throws -> Page<User> {
        try await users.page(account: try principal.listScope(account), request)
    }

    /// Changes a user, or deletes the user and answers with what it was.
    ///
    /// - Throws: ``DomainError`` 404, 403 or 409; 403 also where somebody else than a superadmin names `super_admin` or changes a superadmin;
    ///   `PostgresError`.
    public func change(_ id: UserID, _ change: UserChange, by principal: AdminPrincipal) async throws -> User {
        let present = try await get(id, by: principal)
        if (change.isSuperAdmin != .keep && !change.deletes) || present.isSuperAdmin { try principal.requireSuperadmin() }
        // Nobody could let the last one in again.
        if present.isSuperAdmin, id == principal.userID, change.takesAccessAway {
            throw DomainError.conflict("Superadmins cannot take away their own access")
        }
        let changed = change.deletes ? try await delete(present, by: principal) : try await update(id, change, by: principal)
        guard let changed else { throw DomainError.notFound(entity: "User") }
        return changed
    }

    private func update(_ id: UserID, _ change: UserChange, by principal: AdminPrincipal) async throws -> User? {
        var change = change
        if change.status == .set(.invited) { change.status = .keep }
        do {
            return try await users.update(id, change, reachesSuperadmins: principal.isSuperAdmin, at: clock.now())
        } catch {
            throw Self.refusal(error)
        }
    }

    private func delete(_ user: User, by principal: AdminPrincipal) async throws -> User? {
        try await users.delete(user.id, reachesSuperadmins: principal.isSuperAdmin, at: clock.now()) ? user : nil
    }

    /// What the database's refusal means to the client.
    private static func refusal(_ error: PostgresError) -> any Error {
        switch error.constraint {
        case "ix_users_email": DomainError.conflict("Email already registered")
        default: error.isForeignKeyViolation ? DomainError.notFound(entity: "Account") : error
        }
    }
}

extension UserChange {
    /// Whether a superadmin is none afterwards, or cannot act.
    fileprivate var takesAccessAway: Bool { deletes || isSuperAdmin == .set(false) || status == .set(.suspended) }
}
