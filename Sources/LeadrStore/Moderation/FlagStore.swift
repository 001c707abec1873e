import Foundation
import LeadrDomain
import Postgres

/// Writes flags together with the event that makes ranked rows follow (`contract/scoring.md §6.4`).
public struct FlagStore: Sendable {
    private let pool: PostgresPool
    private let ids: any IDGenerator

    /// A store on a pool.
    ///
    /// - Parameter ids: Source of outbox ids.
    public init(pool: PostgresPool, ids: any IDGenerator = UUIDv7Generator()) {
        self.pool = pool
        self.ids = ids
    }

    /// Stores a new flag.
    ///
    /// - Parameter event: The event it is about.
    /// - Returns: What was recorded: for webhooks, and for the board state workers unless the flag hides nothing.
    /// - Throws: ``PostgresError``.
    public func insert(_ flag: ScoreFlag, on event: ScoreEvent) async throws(PostgresError) -> [OutboxEvent] {
        let flagged = OutboxEvent.scores(.scoreFlagged, [event.id], id: ids.next(), at: flag.createdAt, tenant: event.accountID)
        let recorded = [flagged] + (flag.hidesEvent ? [moderation(of: event, at: flag.createdAt)] : [])
        _ = try await pool.pipelinedTransaction([Self.insertion(of: flag), OutboxSQL.insert(recorded)])
        return recorded
    }

    /// Changes a live flag while its row is locked; nil when there is none.
    ///
    /// - Parameters:
    ///   - event: The event it is about.
    ///   - change: What is to become of the flag as it is.
    /// - Returns: The flag as it was and as it is stored, and what was recorded for the board state workers.
    /// - Throws: What `change` throws; ``PostgresError``.
    public func update(
        _ id: ScoreFlagID,
        on event: ScoreEvent,
        at now: Timestamp,
        _ change: (ScoreFlag) throws -> ScoreFlag
    ) async throws -> (before: ScoreFlag, after: ScoreFlag, recorded: [OutboxEvent])? {
        try await pool.repeatingTransaction { connection in
            guard let row = try await connection.query(ScoreFlagRepository.lock(id)).firstRow else { return nil }
            let before = try ScoreFlagRepository.flag(row)
            let after = try change(before)
            // Also when the flag says what it said: rows follow what flags say, whatever made them differ.
            let recorded = after.hidesEvent || before.hidesEvent ? [moderation(of: event, at: now)] : []
            var statements = [Self.update(of: after)]
            if !recorded.isEmpty { statements.append(OutboxSQL.insert(recorded)) }
            _ = try await connection.pipeline(statements)
            return (before, after, recorded)
        }
    }

    private func moderation(of event: ScoreEvent, at now: Timestamp) -> OutboxEvent {
        .scoresModerated(StateKey(event), id: ids.next(), at: now, tenant: event.accountID)
    }

    private static func insertion(of flag: ScoreFlag) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO score_flags (id, score_event_id, flag_type, confidence, metadata, status, reviewed_at, reviewer_id, reviewer_decision,
                created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                flag.id, flag.scoreEventID, flag.flagType.rawValue, flag.confidence.rawValue, PostgresJSON(bytes: flag.metadata),
                flag.status.rawValue,
                flag.reviewedAt, flag.reviewerID, flag.reviewerDecision, flag.createdAt, flag.updatedAt,
            ],
            operation: "insert",
            table: "score_flags"
        )
    }

    private static func update(of flag: ScoreFlag) -> PostgresQuery {
        PostgresQuery(
            """
            UPDATE score_flags SET status = $2, reviewed_at = $3, reviewer_id = $4, reviewer_decision = $5, updated_at = $6, deleted_at = $7
            WHERE id = $1
            """,
            [flag.id, flag.status.rawValue, flag.reviewedAt, flag.reviewerID, flag.reviewerDecision, flag.updatedAt, flag.deletedAt],
            operation: "update",
            table: "score_flags"
        )
    }
}
