import LeadrDomain
import LeadrStore
import Postgres

extension BoardService {
    /// Creates a board (`contract/scoring.md §2.1`, `§2.3`).
    ///
    /// - Throws: ``DomainError`` 403, 404, 400 or 409; `PostgresError`.
    public func create(_ draft: BoardDraft, by principal: AdminPrincipal) async throws -> BoardView {
        try principal.requireAccess(to: draft.accountID)
        try await hooks?.beforeCreatingBoard(draft, by: principal)
        try await games.requireGame(draft.gameID, of: draft.accountID)
        try BoardWindow.validate(startsAt: draft.startsAt, endsAt: draft.endsAt)
        try RatioConfigRule.checkPresence(hasConfig: draft.ratio != nil, boardType: draft.boardType)
        let view = try await insert(draft)
        usage?.count(.boardsCreated, for: draft.accountID)
        await hooks?.afterCreatingBoard(view, by: principal)
        return view
    }

    /// Makes a board and stores it; a generated slug or code that somebody else took meanwhile is generated anew.
    private func insert(_ draft: BoardDraft, attempts: Int = BoardHandles.attempts) async throws -> BoardView {
        let board = try await board(from: draft)
        let ratio = draft.boardType == .ratio ? draft.ratio.map { configuration(from: $0, of: board) } : nil
        if let ratio { try await check(ratio, of: board) }
        var recorded = [OutboxEvent.board(.boardCreated, board.id, id: ids.next(), at: board.createdAt, tenant: board.accountID)]
        if ratio != nil { recorded.append(.ratioChanged(board.id, id: ids.next(), at: board.createdAt, tenant: board.accountID)) }
        do {
            try await boards.insert(board, ratio: ratio, recording: recorded)
        } catch {
            guard attempts > 1, Self.isGenerated(BoardHandles.taken(error), draft) else {
                throw Self.refusal(of: board, error, hasOwnCode: draft.shortCode != nil)
            }
            return try await insert(draft, attempts: attempts - 1)
        }
        // Players who have a row on both sources already have a ratio.
        await relay?.send(recorded)
        return BoardView(board: board, ratio: ratio)
    }

    private static func isGenerated(_ handle: BoardHandles.Handle?, _ draft: BoardDraft) -> Bool {
        switch handle {
        case .shortCode: draft.shortCode == nil
        case .slug: draft.slug == nil
        case nil: false
        }
    }

    private func board(from draft: BoardDraft) async throws -> Board {
        let now = clock.now()
        let name = try NameRule.trimmed(draft.name, label: "Board name")
        let handles = BoardHandles(
            activeSlugs: { try await boards.activeSlugs(among: $0, game: draft.gameID) },
            takenShortCodes: boards.takenShortCodes
        )
        return Board(
            id: BoardID(ids.next()),
            accountID: draft.accountID,
            gameID: draft.gameID,
            name: name,
            slug: try await handles.slug(draft.slug, name: name, isActive: draft.isActive),
            shortCode: try await shortCode(for: draft, handles),
            description: draft.description,
            icon: draft.icon,
            unit: draft.unit,
            isActive: draft.isActive,
            isPublished: draft.isPublished,
            uniquePlayerNames: draft.uniquePlayerNames,
            sortDirection: draft.sortDirection,
            boardType: draft.boardType,
            keepStrategy: try KeepStrategyRule.resolve(draft.keepStrategy, for: draft.boardType),
            tiePolicy: draft.tiePolicy,
            createdFromTemplateID: draft.createdFromTemplateID,
            templateName: draft.templateName,
            startsAt: draft.startsAt,
            endsAt: draft.endsAt,
            tags: draft.tags,
            createdAt: now,
            updatedAt: now
        )
    }

    private func shortCode(for draft: BoardDraft, _ handles: BoardHandles) async throws -> String {
        if let code = draft.shortCode { return try ShortCode.normalised(code) }
        return try await handles.shortCode()
    }

    private func configuration(from draft: RatioDraft, of board: Board) -> BoardRatioConfig {
        draft.tuning.applied(
            to: BoardRatioConfig(
                id: BoardRatioConfigID(ids.next()),
                boardID: board.id,
                numeratorBoardID: draft.numeratorBoardID,
                denominatorBoardID: draft.denominatorBoardID,
                createdAt: board.createdAt,
                updatedAt: board.createdAt
            )
        )
    }

    private func check(_ ratio: BoardRatioConfig, of board: Board) async throws {
        try RatioConfigRule.validate(ratio)
        let sources = try await boards.find([ratio.numeratorBoardID, ratio.denominatorBoardID])
        try RatioConfigRule.validate(.numerator, board: sources.first { $0.id == ratio.numeratorBoardID }, of: board.gameID)
        try RatioConfigRule.validate(.denominator, board: sources.first { $0.id == ratio.denominatorBoardID }, of: board.gameID)
    }

    /// What the database's refusal means to the client.
    private static func refusal(of board: Board, _ error: PostgresError, hasOwnCode: Bool) -> any Error {
        switch BoardHandles.taken(error) {
        case .shortCode where hasOwnCode: shortCodeTaken
        case .slug: slugTaken(board.slug)
        default: error.isForeignKeyViolation ? DomainError.notFoundText("Game or account not found") : error
        }
    }

    static func slugTaken(_ slug: String) -> DomainError { .badRequest(slugTakenText(slug)) }

    static func slugTakenText(_ slug: String) -> String { "An active board with slug '\(slug)' already exists for this game" }

    static let shortCodeTaken = DomainError.conflict("short_code already in use")
}

extension GameRepository {
    /// Makes sure that a game exists and belongs to an account, before something is made in it.
    ///
    /// - Throws: ``DomainError`` 404 or 400; `PostgresError`.
    func requireGame(_ id: GameID, of account: AccountID) async throws {
        guard let game = try await find(id) else { throw DomainError.notFound(entity: "Game") }
        guard game.accountID == account else { throw DomainError.badRequest("Game \(id.wire) does not belong to account \(account.wire)") }
    }
}
