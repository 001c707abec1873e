import LeadrDomain
import LeadrState
import LeadrStore
import Postgres

/// Boards, for administrators and clients (`contract/scoring.md §2`).
public struct BoardService: Sendable {
    let boards: BoardRepository
    let ratios: RatioConfigRepository
    let games: GameRepository
    let announcer: CacheInvalidator
    let relay: OutboxRelay?
    let hooks: InstalledHooks?
    let usage: UsageMeter?
    let ids: any IDGenerator
    let clock: any Clock

    /// A service.
    ///
    /// - Parameters:
    ///   - boards: Where boards are stored.
    ///   - ratios: Where their ratio configurations are stored.
    ///   - games: Where games are stored.
    ///   - announcer: Told of changed boards.
    ///   - relay: Hands recomputes on at once; without one they wait for the scheduler.
    ///   - hooks: What an installation adds; nil for nothing.
    ///   - usage: Counts what accounts use; nil counts nothing.
    ///   - ids: Source of ids.
    ///   - clock: The present time.
    public init(
        boards: BoardRepository,
        ratios: RatioConfigRepository,
        games: GameRepository,
        announcer: CacheInvalidator,
        relay: OutboxRelay? = nil,
        hooks: InstalledHooks? = nil,
        usage: UsageMeter? = nil,
        ids: any IDGenerator = UUIDv7Generator(),
        clock: any Clock = SystemClock()
    ) {
        self.boards = boards
        self.ratios = ratios
        self.games = games
        self.announcer = announcer
        self.relay = relay
        self.hooks = hooks
        self.usage = usage
        self.ids = ids
        self.clock = clock
    }

    /// A board.
    ///
    /// - Throws: ``DomainError`` 404 or 403; `PostgresError`.
    public func get(_ id: BoardID, by principal: AdminPrincipal) async throws -> BoardView {
        guard let board = try await boards.find(id) else { throw DomainError.notFound(entity: "Board") }
        try principal.requireOwnership(of: "board", account: board.accountID)
        return try await views(of: [board])[0]
    }

    /// Boards that fit a filter (`contract/scoring.md §2.4`).
    ///
    /// - Parameters:
    ///   - filter: What the query named; the account is narrowed to what the caller may see.
    ///   - gameSlug: Overrides game and account of the filter.
    /// - Throws: ``DomainError`` 400, 403 or 404; `PostgresError`.
    public func list(
        _ filter: BoardFilter,
        gameSlug: String?,
        _ request: PageRequest,
        by principal: AdminPrincipal
    ) async throws -> Page<BoardView> {
        var filter = filter
        if let gameSlug {
            let game = try await games.find(slug: gameSlug, by: principal)
            filter.accountID = game.accountID
            filter.gameID = game.id
        } else {
            filter.accountID = try principal.listScope(filter.accountID)
        }
        return try await page(filter, request)
    }

    /// Active boards of the client's game (`contract/scoring.md §2.6`).
    public func list(_ filter: BoardFilter, _ request: PageRequest, for client: ClientPrincipal) async throws -> Page<BoardView> {
        var filter = filter
        filter.accountID = client.accountID
        filter.gameID = client.gameID
        filter.isActive = true
        return try await page(filter, request)
    }

    private func page(_ filter: BoardFilter, _ request: PageRequest) async throws -> Page<BoardView> {
        let page = try await boards.page(filter, request)
        var views = try await views(of: page.rows)[...]
        return page.map { board in views.popFirst() ?? BoardView(board: board, ratio: nil) }
    }

    func views(of boards: [Board]) async throws -> [BoardView] {
        let ratioBoards = boards.filter { $0.boardType == .ratio }.map(\.id)
        let found = try await ratios.find(boards: ratioBoards)
        return boards.map { BoardView(board: $0, ratio: found[$0.id]) }
    }
}
