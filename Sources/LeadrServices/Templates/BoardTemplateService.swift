import LeadrDomain
import LeadrStore
import Postgres

/// Board templates (`contract/scoring.md §3`); making boards from them is the scheduler's.
public struct BoardTemplateService: Sendable {
    private let templates: BoardTemplateRepository
    private let games: GameRepository
    private let hooks: InstalledHooks?
    private let ids: any IDGenerator
    private let clock: any Clock

    /// A service.
    ///
    /// - Parameters:
    ///   - templates: Where templates are stored.
    ///   - games: Where games are stored.
    ///   - hooks: What an installation adds; nil for nothing.
    ///   - ids: Source of ids.
    ///   - clock: The present time.
    public init(
        templates: BoardTemplateRepository,
        games: GameRepository,
        hooks: InstalledHooks? = nil,
        ids: any IDGenerator = UUIDv7Generator(),
        clock: any Clock = SystemClock()
    ) {
        self.templates = templates
        self.games = games
        self.hooks = hooks
        self.ids = ids
        self.clock = clock
    }

    /// Creates a template.
    ///
    /// - Throws: ``DomainError`` 403, 404, 400 or 409; `PostgresError`.
    public func create(_ draft: BoardTemplateDraft, by principal: AdminPrincipal) async throws -> BoardTemplate {
        try principal.requireAccess(to: draft.accountID)
        try await hooks?.beforeCreatingTemplate(draft, by: principal)
        try await games.requireGame(draft.gameID, of: draft.accountID)
        let template = try BoardTemplate(draft, id: BoardTemplateID(ids.next()), at: clock.now())
        do {
            return try await templates.insert(template)
        } catch {
            throw Self.refusal(error)
        }
    }

    /// A template.
    ///
    /// - Throws: ``DomainError`` 404 or 403; `PostgresError`.
    public func get(_ id: BoardTemplateID, by principal: AdminPrincipal) async throws -> BoardTemplate {
        guard let template = try await templates.find(id) else { throw DomainError.notFound(entity: "BoardTemplate") }
        try principal.requireOwnership(of: "template", account: template.accountID)
        return template
    }

    /// Templates of an account and a game; of all accounts for a superadmin who names none.
    ///
    /// - Throws: ``DomainError`` 403 for a foreign account; `PostgresError`.
    public func list(account: AccountID?, game: GameID?, _ request: PageRequest, by principal: AdminPrincipal) async throws -> Page<BoardTemplate> {
        try await templates.page(account: try principal.listScope(account), game: game, request)
    }

    /// Changes a template, or deletes it and answers with what it was.
    ///
    /// - Throws: ``DomainError`` 403, 404, 400 or 409; `PostgresError`.
    public func change(_ id: BoardTemplateID, _ change: BoardTemplateChange, by principal: AdminPrincipal) async throws -> BoardTemplate {
        let present = try await get(id, by: principal)
        try await hooks?.beforeChangingTemplate(of: present.accountID, change, by: principal)
        let changed = change.deletes ? try await delete(present) : try await update(id, change)
        guard let changed else { throw DomainError.notFound(entity: "BoardTemplate") }
        return changed
    }

    private func update(_ id: BoardTemplateID, _ change: BoardTemplateChange) async throws -> BoardTemplate? {
        do {
            return try await templates.update(id, at: clock.now()) { try change.applied(to: $0) }
        } catch let error as PostgresError {
            throw Self.refusal(error)
        }
    }

    private func delete(_ template: BoardTemplate) async throws -> BoardTemplate? {
        try await templates.delete(template.id, at: clock.now()) ? template : nil
    }

    /// What the database's refusal means to the client.
    private static func refusal(_ error: PostgresError) -> any Error {
        switch error.constraint {
        case "uq_board_template_game_series": DomainError.conflict("A board template with this series already exists for this game")
        default: error.isForeignKeyViolation ? DomainError.notFoundText("Game or account not found") : error
        }
    }
}
