import LeadrDomain
import LeadrState
import LeadrStore
import Postgres

/// Tenants (`contract/platform.md §3.1`).
public struct AccountService: Sendable {
    private let accounts: AccountRepository
    private let ids: any IDGenerator
    private let clock: any Clock
    private let announcer: CacheInvalidator

    /// A service.
    ///
    /// - Parameter announcer: Told of changed accounts.
    public init(
        accounts: AccountRepository,
        announcer: CacheInvalidator,
        ids: any IDGenerator = UUIDv7Generator(),
        clock: any Clock = SystemClock()
    ) {
        self.accounts = accounts
        self.announcer = announcer
        self.ids = ids
        self.clock = clock
    }

    /// Creates an account; the slug is made from the name when none is given.
    ///
    /// - Throws: ``DomainError`` 403, 400 or 409; `PostgresError`.
    public func create(_ draft: AccountDraft, by principal: AdminPrincipal) async throws -> Account {
        guard principal.isSuperAdmin else { throw DomainError.forbidden("Only superadmins can create accounts") }
        let name = try NameRule.bounded(draft.name, label: "Account name")
        let slug = try await accounts.slugChoice.slug(draft.slug, name: name)
        let now = clock.now()
        let account = Account(id: AccountID(ids.next()), name: name, slug: slug, createdAt: now, updatedAt: now)
        do {
            try await accounts.insert(account)
        } catch {
            // Lost a race for the slug: the same answer as if the other account had been there before.
            throw error.constraint == "ix_accounts_slug" ? Self.taken(slug: slug) : Self.refusal(error)
        }
        return account
    }

    /// An account; access is checked before existence, so that foreign ids tell nothing.
    ///
    /// - Throws: ``DomainError`` 403 or 404; `PostgresError`.
    public func get(_ id: AccountID, by principal: AdminPrincipal) async throws -> Account {
        guard principal.mayAccess(id) else { throw DomainError.forbidden("You do not have access to this account") }
        guard let account = try await accounts.find(id) else { throw DomainError.notFound(entity: "Account") }
        return account
    }

    /// All accounts for a superadmin; exactly the own one, without cursors, for everybody else.
    public func list(_ request: PageRequest, by principal: AdminPrincipal) async throws -> Page<Account> {
        guard !principal.isSuperAdmin else { return try await accounts.page(request) }
        return Page(rows: [try await get(principal.accountID, by: principal)])
    }

    /// The account with a slug, as a page of one.
    ///
    /// - Throws: ``DomainError`` 404 or 403; `PostgresError`.
    public func list(slug: String, by principal: AdminPrincipal) async throws -> Page<Account> {
        guard let account = try await accounts.find(slug: slug) else { throw DomainError.notFoundText("Account with slug '\(slug)' not found") }
        guard principal.mayAccess(account.id) else { throw DomainError.forbidden("You do not have access to this account") }
        return Page(rows: [account])
    }

    /// Changes an account, or deletes it and answers with what it was.
    ///
    /// - Throws: ``DomainError`` 403, 404, 400 or 409; `PostgresError`.
    public func change(_ id: AccountID, _ change: AccountChange, by principal: AdminPrincipal) async throws -> Account {
        let present = try await get(id, by: principal)
        if change.deletes, principal.isSuperAdmin, id == principal.accountID {
            // Their keys would end with it, and nobody could let them in again.
            throw DomainError.conflict("Superadmins cannot delete their own account")
        }
        let changed = change.deletes ? try await delete(present) : try await update(id, change)
        guard let changed else { throw DomainError.notFound(entity: "Account") }
        await announcer.announce(.account, [id.uuid])
        return changed
    }

    private func update(_ id: AccountID, _ change: AccountChange) async throws -> Account? {
        var change = change
        change.name = try change.name.map { name throws(DomainError) in try NameRule.bounded(name, label: "Account name") }
        if case .set(let slug) = change.slug { try Slug.validate(slug) }
        do {
            return try await accounts.update(id, change, at: clock.now())
        } catch {
            throw Self.refusal(error)
        }
    }

    private func delete(_ account: Account) async throws -> Account? {
        try await accounts.delete(account.id, at: clock.now()) ? account : nil
    }

    /// What the database's refusal means to the client.
    private static func refusal(_ error: PostgresError) -> any Error {
        switch error.constraint {
        case "ix_accounts_name": DomainError.conflict("An account with this name already exists")
        case "ix_accounts_slug": DomainError.conflict("An account with this slug already exists")
        default: error
        }
    }

    static func taken(slug: String) -> DomainError {
        .badRequest("An account with slug '\(slug)' already exists")
    }
}

extension AccountRepository {
    /// Slugs of new accounts.
    var slugChoice: SlugChoice { SlugChoice(taken: takenSlugs, refusal: AccountService.taken) }
}
