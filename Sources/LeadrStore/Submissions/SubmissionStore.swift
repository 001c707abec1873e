import LeadrDomain
import Postgres

/// Where submissions stand that left the queues (`design.md §2`).
public struct SubmissionStore: Sendable {
    private let pool: PostgresPool

    /// Creates a store.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// How some submissions ended; those that are pending, dead or unknown are left out.
    ///
    /// - Throws: ``PostgresError``.
    public func outcomes(of ids: [ScoreEventID]) async throws(PostgresError) -> [ScoreEventID: StoredSubmission] {
        guard !ids.isEmpty else { return [:] }
        var outcomes: [ScoreEventID: StoredSubmission] = [:]
        for row in try await pool.query(Self.select(ids)) {
            let submission = try Self.decode(row)
            outcomes[submission.eventID] = submission
        }
        return outcomes
    }

    /// How a submission ended; nil when it is pending, dead or unknown.
    ///
    /// - Throws: ``PostgresError``.
    public func outcome(of id: ScoreEventID) async throws(PostgresError) -> StoredSubmission? {
        try await outcomes(of: [id])[id]
    }

    /// Deletes rejections older than `time`. Accepted submissions stay as long as their events.
    ///
    /// - Returns: Number of rejections deleted.
    /// - Throws: ``PostgresError``.
    public func deleteRejections(before time: Timestamp) async throws(PostgresError) -> Int {
        let query = PostgresQuery(
            "DELETE FROM submission_outcomes WHERE decided_at < $1",
            [time],
            operation: "delete",
            table: "submission_outcomes"
        )
        return try await pool.query(query).affectedRows
    }

    /// An outcome row decides; a loser of a name has no event, a submission that anti-cheat rejected has both.
    private static func select(_ ids: [ScoreEventID]) -> PostgresQuery {
        PostgresQuery(
            """
            SELECT k.id, coalesce(o.game_id, e.game_id), coalesce(o.identity_id, e.identity_id), coalesce(o.status, 429),
                coalesce(o.error, e.rejected_reason), e.board_id, e.is_test, b.board_type = 'RUN_RUNS'
            FROM unnest($1::uuid[]) AS k (id)
            LEFT JOIN score_events e ON e.id = k.id
            LEFT JOIN submission_outcomes o ON o.event_id = k.id
            LEFT JOIN boards b ON b.id = e.board_id
            WHERE e.id IS NOT NULL OR o.event_id IS NOT NULL
            """,
            [ids],
            operation: "select",
            table: "submission_outcomes"
        )
    }

    private static func decode(_ row: PostgresRow) throws(PostgresError) -> StoredSubmission {
        let eventID: ScoreEventID = try row.decode(0)
        let identityID: IdentityID = try row.decode(2)
        let decision: SubmissionDecision
        if let error = try row.decode(4, as: String?.self) {
            decision = .rejected(SubmissionRejection(status: Int(try row.decode(3, as: Int32.self)), error: error))
        } else {
            let isRunEntry = try row.decode(7, as: Bool?.self) ?? false
            decision = .accepted(
                eventID,
                key: StateKey(boardID: try row.decode(5), identityID: identityID, isTest: try row.decode(6)),
                isRunEntry: isRunEntry
            )
        }
        return StoredSubmission(eventID: eventID, gameID: try row.decode(1), identityID: identityID, decision: decision)
    }
}
