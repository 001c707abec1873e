import LeadrDomain
import LeadrStore

/// Flags events and reviews flags (`contract/scoring.md §6.4`). Ranked rows follow through the board state worker, a moment later.
public struct ModerationService: Sendable {
    private let flags: FlagStore
    private let records: ScoreRecordService
    private let relay: OutboxRelay?
    private let ids: any IDGenerator
    private let clock: any Clock

    /// A service.
    ///
    /// - Parameters:
    ///   - flags: Where flags are stored.
    ///   - records: Finds events and flags, and who may see them.
    ///   - relay: Hands the work on at once; without one the scheduler does.
    ///   - ids: Source of ids.
    ///   - clock: The present time.
    public init(
        flags: FlagStore,
        records: ScoreRecordService,
        relay: OutboxRelay?,
        ids: any IDGenerator = UUIDv7Generator(),
        clock: any Clock = SystemClock()
    ) {
        self.flags = flags
        self.records = records
        self.relay = relay
        self.ids = ids
        self.clock = clock
    }

    /// Flags an event.
    ///
    /// - Throws: ``DomainError`` 403 or 404; `PostgresError`.
    public func flag(_ draft: ScoreFlagDraft, by principal: AdminPrincipal) async throws -> ScoreFlag {
        let event = try await records.flaggableEvent(draft.scoreEventID, by: principal)
        let now = clock.now()
        let isReviewed = draft.status != .pending
        let flag = ScoreFlag(
            id: ScoreFlagID(ids.next()),
            scoreEventID: event.id,
            flagType: draft.flagType,
            confidence: draft.confidence,
            metadata: draft.metadata,
            status: draft.status,
            reviewedAt: isReviewed ? now : nil,
            reviewerID: isReviewed ? principal.userID : nil,
            createdAt: now
        )
        await relay?.send(try await flags.insert(flag, on: event))
        return flag
    }

    /// Reviews a flag, or deletes it and answers with what it was.
    ///
    /// - Throws: ``DomainError`` 400, 403 or 404; `PostgresError`.
    public func review(_ id: ScoreFlagID, _ change: ScoreFlagChange, by principal: AdminPrincipal) async throws -> ScoreFlag {
        let (_, event) = try await records.flagWithEvent(id, by: principal)
        let now = clock.now()
        let result = try await flags.update(id, on: event, at: now) { try change.applied(to: $0, by: principal.userID, at: now) }
        guard let result else { throw DomainError.notFound(entity: "ScoreFlag") }
        await relay?.send(result.recorded)
        return change.deletes ? result.before : result.after
    }
}
