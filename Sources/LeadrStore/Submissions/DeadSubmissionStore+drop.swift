import LeadrDomain
import LeadrJobs
import Postgres

extension DeadSubmissionStore {
    /// Rejects submissions for good: rejection, inbox and the row of the dead submission in one transaction. Repeating it is harmless.
    ///
    /// A submission whose event is stored counts already and stays accepted. To be sure of that while a worker may be writing the same event, the
    /// event is inserted first and taken back: whoever comes second waits, and then sees what the first one decided (see `RankingTransaction`). It is
    /// inserted without what was submitted, which may be what PostgreSQL refused when the submission died.
    ///
    /// - Parameters:
    ///   - jobs: The submissions.
    ///   - rejection: What their status tells from now on.
    /// - Returns: Those that are rejected by it; the others were decided before.
    /// - Throws: ``PostgresError``.
    public func drop(_ jobs: [SubmissionJob], rejection: SubmissionRejection) async throws -> Set<ScoreEventID> {
        let batch = RankingBatch(jobs)
        guard !batch.items.isEmpty else { return [] }
        let ids = batch.items.map(\.event.id)
        return try await pool.transaction { connection in
            var undecided: Set<ScoreEventID> = []
            for row in try await connection.query(ScoreEventSQL.insert(batch.items.map(\.event.withoutContent))) {
                undecided.insert(try row.decode(0))
            }
            let refused = batch.items.filter { undecided.contains($0.event.id) }.map(\.event)
            let results = try await connection.pipeline([
                Self.rejection(refused, rejection), ScoreEventSQL.delete(refused.map(\.id)), InboxSQL.delete(ids), Self.resolution(ids, "dropped"),
            ])
            return Set(try results[0].map { try $0.decode(0, as: ScoreEventID.self) })
        }
    }

    private static func rejection(_ events: [ScoreEvent], _ rejection: SubmissionRejection) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO submission_outcomes (event_id, game_id, identity_id, status, error)
            SELECT u.*, $4::int4, $5::text FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) u ON CONFLICT (event_id) DO NOTHING RETURNING event_id
            """,
            Columns.of(events) { columns in
                columns.add { $0.id }
                columns.add { $0.gameID }
                columns.add { $0.identityID }
                columns.addConstant(Int32(clamping: rejection.status))
                columns.addConstant(rejection.error)
            },
            operation: "insert",
            table: "submission_outcomes"
        )
    }
}

extension ScoreEvent {
    /// The same event with nothing in it that a player, a game or a database of places chose.
    fileprivate var withoutContent: ScoreEvent {
        var event = self
        event.payload = ScoreEventPayload(value: 0)
        event.playerName = ""
        event.geo = .unknown
        event.rejectedReason = nil
        event.verdict = nil
        return event
    }
}
