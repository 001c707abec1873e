import LeadrDomain
import LeadrStore
import Postgres

/// Shows administrators what submissions left behind: events, ranked rows, flags and counters (`contract/scoring.md §4`, `§6.3`, `§6.4`).
///
/// None of them is shown when its board, game or account is deleted (`contract/schema.md §3`).
public struct ScoreRecordService: Sendable {
    private let owners: BoardOwnerReader
    private let states: BoardStateRepository
    private let entries: RunEntryRepository
    private let events: ScoreEventRepository
    private let flags: ScoreFlagRepository
    private let metadata: SubmissionMetadataRepository

    /// A service on a database.
    public init(pool: PostgresPool) {
        owners = BoardOwnerReader(pool: pool)
        states = BoardStateRepository(pool: pool)
        entries = RunEntryRepository(pool: pool)
        events = ScoreEventRepository(pool: pool)
        flags = ScoreFlagRepository(pool: pool)
        metadata = SubmissionMetadataRepository(pool: pool)
    }
}

/// One of them. All throw ``DomainError`` 404 or 403, and `PostgresError`.
extension ScoreRecordService {
    /// A board state.
    public func state(_ id: BoardStateID, by principal: AdminPrincipal) async throws -> BoardStateView {
        guard let state = try await states.find(id), let owner = try await owners.find(state.boardID) else {
            throw DomainError.notFound(entity: "Board state")
        }
        try principal.requireOwnership(of: "board state", account: owner.accountID)
        return BoardStateView(state: state, boardType: owner.boardType)
    }

    /// A run entry, excluded ones included.
    public func entry(_ id: RunEntryID, by principal: AdminPrincipal) async throws -> RunEntry {
        guard let entry = try await entries.find(id), let owner = try await owners.find(entry.boardID) else {
            throw DomainError.notFound(entity: "Run entry")
        }
        try principal.requireOwnership(of: "run entry", account: owner.accountID)
        return entry
    }

    /// An event.
    public func event(_ id: ScoreEventID, by principal: AdminPrincipal) async throws -> ScoreEvent {
        guard let event = try await events.find(id), let owner = try await owners.find(event.boardID) else {
            throw DomainError.notFound(entity: "Score event")
        }
        guard principal.mayAccess(owner.accountID) else { throw DomainError.forbidden("Access denied") }
        return event
    }

    /// A flag.
    public func flag(_ id: ScoreFlagID, by principal: AdminPrincipal) async throws -> ScoreFlag {
        try await flagWithEvent(id, by: principal).flag
    }

    /// A flag and the event it is about.
    func flagWithEvent(_ id: ScoreFlagID, by principal: AdminPrincipal) async throws -> (flag: ScoreFlag, event: ScoreEvent) {
        guard let flag = try await flags.find(id), let event = try await events.find(flag.scoreEventID),
            let owner = try await owners.find(event.boardID)
        else { throw DomainError.notFound(entity: "ScoreFlag") }
        try principal.requireOwnership(of: "flag", account: owner.accountID)
        return (flag, event)
    }

    /// An event that is to be flagged.
    func flaggableEvent(_ id: ScoreEventID, by principal: AdminPrincipal) async throws -> ScoreEvent {
        guard let event = try await events.find(id), let owner = try await owners.find(event.boardID) else {
            throw DomainError.notFound(entity: "Score event")
        }
        try principal.requireOwnership(of: "score event", account: owner.accountID)
        return event
    }

    /// A submission counter.
    public func metadata(_ id: ScoreSubmissionMetaID, by principal: AdminPrincipal) async throws -> ScoreSubmissionMetadata {
        guard let metadata = try await self.metadata.find(id), let owner = try await owners.find(metadata.boardID) else {
            throw DomainError.notFound(entity: "ScoreSubmissionMeta")
        }
        try principal.requireOwnership(of: "metadata", account: owner.accountID)
        return metadata
    }
}

/// Pages of them, of an account or, for a superadmin who names none, of all. All throw ``DomainError`` 403 for a foreign account or board, and
/// `PostgresError`; a board that does not exist has no rows (`contract/rulings.md`, derived-row lists).
extension ScoreRecordService {
    /// Board states.
    public func states(_ filter: BoardRowFilter, _ request: PageRequest, by principal: AdminPrincipal) async throws -> Page<BoardStateView> {
        try await states.page(try await scope(filter, principal), request)
    }

    /// Run entries, excluded ones included.
    public func entries(_ filter: BoardRowFilter, _ request: PageRequest, by principal: AdminPrincipal) async throws -> Page<RunEntry> {
        try await entries.page(try await scope(filter, principal), request)
    }

    /// Events of one pool, or of both.
    public func events(
        _ filter: BoardRowFilter,
        isTest: Bool?,
        _ request: PageRequest,
        by principal: AdminPrincipal
    ) async throws -> Page<ScoreEvent> {
        try await events.page(try await scope(filter, principal), isTest: isTest, request)
    }

    /// Flags.
    public func flags(_ filter: ScoreFlagFilter, _ request: PageRequest, by principal: AdminPrincipal) async throws -> Page<ScoreFlag> {
        var filter = filter
        filter.boards = try await scope(filter.boards, principal)
        return try await flags.page(filter, request)
    }

    /// Submission counters.
    public func metadata(
        _ filter: BoardRowFilter,
        _ request: PageRequest,
        by principal: AdminPrincipal
    ) async throws -> Page<ScoreSubmissionMetadata> {
        try await metadata.page(try await scope(filter, principal), request)
    }

    /// The filter narrowed to what the caller may see.
    private func scope(_ filter: BoardRowFilter, _ principal: AdminPrincipal) async throws -> BoardRowFilter {
        var filter = filter
        filter.accountID = try principal.listScope(filter.accountID)
        if let board = filter.boardID, let owner = try await owners.find(board) {
            try principal.requireOwnership(of: "board", account: owner.accountID)
        }
        return filter
    }
}
