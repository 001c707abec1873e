import LeadrDomain
import LeadrJobs
import LeadrStore

/// Decides what becomes of a valid submission, from caches alone where it can: the checks of `contract/scoring.md §5.2` steps 2 to 6.
struct SubmissionPlanner: Sendable {
    let boards: BoardCache
    let games: GameCache
    let names: PlayerNameRepository
    let known: KnownNames
    /// `ANTICHEAT_ENABLED`; a game's own switch must be on as well.
    let isAntiCheatEnabled: Bool

    /// The job of a submission.
    ///
    /// - Parameters:
    ///   - draft: What was sent.
    ///   - envelope: What came with it.
    ///   - event: The event it becomes.
    ///   - acceptedAt: Time of acceptance.
    ///   - isQueued: Whether it was accepted before, so that a board that closed since does not matter.
    /// - Throws: ``DomainError`` as the contract says; `PostgresError` when something is not cached and the database is away.
    func plan(
        _ draft: SubmissionDraft,
        _ envelope: SubmissionEnvelope,
        event: ScoreEventID,
        acceptedAt: Timestamp,
        isQueued: Bool
    ) async throws -> SubmissionJob {
        let client = envelope.client
        guard let board = try await boards.find(draft.boardID) else { throw DomainError.notFound(entity: "Board") }
        guard board.gameID == client.gameID else { throw DomainError.badRequest("Board does not belong to this game") }
        if !isQueued { try board.checkAcceptsSubmission(at: acceptedAt) }
        let name = draft.playerName.isEmpty ? known.displayName(of: client) ?? "" : draft.playerName
        if board.uniquePlayerNames, !isQueued { try await checkName(name, on: board, client) }
        let game = isAntiCheatEnabled ? try await games.find(client.gameID) : nil
        return SubmissionJob(
            eventID: event,
            acceptedAt: acceptedAt,
            accountID: client.accountID,
            gameID: client.gameID,
            boardID: board.id,
            identityID: client.identityID,
            isTest: client.isTest,
            boardType: board.boardType,
            value: draft.value,
            valueDisplay: board.boardType == .counter ? nil : draft.valueDisplay,
            metadata: draft.metadata,
            playerName: name,
            submittedName: draft.playerName.isEmpty ? nil : draft.playerName,
            runsAntiCheat: game?.isAntiCheatEnabled ?? false,
            clientIP: envelope.address
        )
    }

    /// Refuses at once what is visibly taken; the ranking worker decides for good (`contract/rulings.md`, unique player names).
    private func checkName(_ name: String, on board: Board, _ client: ClientPrincipal) async throws {
        guard let key = NameKey(boardID: board.id, name: name), let holder = try await names.holder(of: key) else { return }
        // A name that was there twice before uniqueness was switched on stays (`contract/rulings.md`, "unique player names").
        guard holder != client.identityID, try await !isShown(key, on: board, client) else { return }
        throw DomainError.conflict("Player name is already taken on this board")
    }

    /// Whether the player's row has the name already; where every event makes a row of its own, none has.
    private func isShown(_ name: NameKey, on board: Board, _ client: ClientPrincipal) async throws -> Bool {
        guard board.boardType != .runRuns else { return false }
        let state = DerivedID.boardState(board: board.id, identity: client.identityID, isTest: client.isTest)
        return try await names.name(of: state).flatMap { NameKey(boardID: board.id, name: $0) } == name
    }
}
