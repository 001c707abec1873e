import LeadrDomain
import LeadrState
import LeadrStore
import Postgres

/// Games (`contract/platform.md §3.4`).
public struct GameService: Sendable {
    private let games: GameRepository
    private let ids: any IDGenerator
    private let clock: any Clock
    private let announcer: CacheInvalidator
    private let hooks: InstalledHooks?

    /// A service.
    ///
    /// - Parameters:
    ///   - games: Where games are stored.
    ///   - announcer: Told of changed games.
    ///   - hooks: What an installation adds; nil for nothing.
    ///   - ids: Source of ids.
    ///   - clock: The present time.
    public init(
        games: GameRepository,
        announcer: CacheInvalidator,
        hooks: InstalledHooks? = nil,
        ids: any IDGenerator = UUIDv7Generator(),
        clock: any Clock = SystemClock()
    ) {
        self.games = games
        self.announcer = announcer
        self.hooks = hooks
        self.ids = ids
        self.clock = clock
    }

    /// Creates a game.
    ///
    /// - Throws: ``DomainError`` 403, 400, 404 or 409; `PostgresError`.
    public func create(_ draft: GameDraft, by principal: AdminPrincipal) async throws -> Game {
        try principal.requireAccess(to: draft.accountID)
        try await hooks?.beforeCreatingGame(draft, by: principal)
        let name = try NameRule.trimmed(draft.name, label: "Game name")
        let slug = try await slugChoice.slug(draft.slug, name: name)
        let now = clock.now()
        let game = Game(
            id: GameID(ids.next()),
            accountID: draft.accountID,
            name: name,
            slug: slug,
            steamAppID: draft.steamAppID,
            defaultBoardID: draft.defaultBoardID,
            isAntiCheatEnabled: draft.isAntiCheatEnabled,
            description: draft.description,
            pageURL: draft.pageURL,
            tags: draft.tags,
            createdAt: now,
            updatedAt: now
        )
        try await insert(game)
        await hooks?.afterCreatingGame(game, by: principal)
        return game
    }

    /// A game.
    ///
    /// - Throws: ``DomainError`` 404 or 403; `PostgresError`.
    public func get(_ id: GameID, by principal: AdminPrincipal) async throws -> Game {
        guard let game = try await games.find(id) else { throw DomainError.notFound(entity: "Game") }
        try principal.requireOwnership(of: "game", account: game.accountID)
        return game
    }

    /// Games of an account; of all for a superadmin who names none.
    ///
    /// - Throws: ``DomainError`` 403 for a foreign account; `PostgresError`.
    public func list(account: AccountID?, _ request: PageRequest, by principal: AdminPrincipal) async throws -> Page<Game> {
        try await games.page(account: try principal.listScope(account), request)
    }

    /// The game with a slug, as a page of one.
    ///
    /// - Throws: ``DomainError`` 404 or 403; `PostgresError`.
    public func list(slug: String, by principal: AdminPrincipal) async throws -> Page<Game> {
        Page(rows: [try await games.find(slug: slug, by: principal)])
    }

    /// Changes a game, or deletes it and answers with what it was.
    ///
    /// - Throws: ``DomainError`` 403, 404, 400 or 409; `PostgresError`.
    public func change(_ id: GameID, _ change: GameChange, by principal: AdminPrincipal) async throws -> Game {
        let present = try await get(id, by: principal)
        let changed = change.deletes ? try await delete(present) : try await update(id, change)
        guard let changed else { throw DomainError.notFound(entity: "Game") }
        await announcer.announce(.game, [id.uuid])
        return changed
    }

    private func update(_ id: GameID, _ change: GameChange) async throws -> Game? {
        var change = change
        change.name = try change.name.map { name throws(DomainError) in try NameRule.trimmed(name, label: "Game name") }
        do {
            return try await games.update(id, change, at: clock.now())
        } catch {
            throw Self.refusal(error)
        }
    }

    private func delete(_ game: Game) async throws -> Game? {
        try await games.delete(game.id, at: clock.now()) ? game : nil
    }

    private func insert(_ game: Game) async throws {
        let isStored: Bool
        do {
            isStored = try await games.insert(game)
        } catch {
            throw Self.refusal(error)
        }
        guard isStored else { throw DomainError.notFound(entity: "Account") }
    }

    /// What the database's refusal means to the client.
    private static func refusal(_ error: PostgresError) -> any Error {
        switch error.constraint {
        case "ix_game_account_name_active": DomainError.conflict("A game with this name already exists in this account")
        case "uq_game_slug": DomainError.conflict("A game with this slug already exists")
        default: error.isForeignKeyViolation ? DomainError.notFound(entity: "Account") : error
        }
    }

    /// Slugs of new games.
    private var slugChoice: SlugChoice {
        SlugChoice(taken: games.takenSlugs, lengths: Slug.gameLengths) { .badRequest("A game with slug '\($0)' already exists") }
    }
}

extension GameRepository {
    /// The game with a slug.
    ///
    /// - Throws: ``DomainError`` 404 or 403; `PostgresError`.
    func find(slug: String, by principal: AdminPrincipal) async throws -> Game {
        guard let game = try await find(slug: slug) else { throw DomainError.notFoundText("Game with slug '\(slug)' not found") }
        try principal.requireOwnership(of: "game", account: game.accountID)
        return game
    }
}

extension PostgresError {
    /// Whether a row that this one refers to is not there.
    var isForeignKeyViolation: Bool { code == .server && sqlState == "23503" }
}
