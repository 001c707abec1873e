import JobQueue
import LeadrDomain
import Postgres

/// What became of the acknowledged submissions, once the queues are empty.
struct Tally: Sendable {
    /// Acknowledged submissions that are neither recorded nor rejected nor a dead letter.
    private(set) var lost: Set<String> = []
    /// Dead letters of all queues.
    private(set) var parked = 0
    /// Effects that are there more often than their events.
    private(set) var doubled = 0
    /// Which effects those are.
    private(set) var doubts: [String] = []

    init(of ledger: Ledger, in installation: Installation) async throws {
        var known = try await Self.ids(
            "SELECT 'sev_' || id FROM score_events UNION ALL SELECT 'sev_' || event_id FROM submission_outcomes",
            installation
        )
        for queue in ProcessKind.workers.compactMap(\.queue) {
            let dead = try await installation.queue.deadJobs(on: queue, limit: 100_000)
            parked += dead.count
            for letter in dead { if let job = try? JobEnvelope.decode(letter.envelope) { known.insert(ScoreEventID(job.id).wire) } }
        }
        lost = Set(ledger.entries.map(\.eventID)).subtracting(known)
        for (name, sql) in Self.effects {
            let rows = try await installation.postgres.query(PostgresQuery(sql, operation: "select", table: "board_states"))
            let count = Int(try rows.first?.decode(0, as: Int64.self) ?? -1)
            guard count != 0 else { continue }
            doubled += abs(count)
            doubts.append("\(name): \(count)")
        }
    }

    /// Effects are counted, so that one applied twice shows.
    private static let effects = [
        (
            "events counted in rows",
            """
            SELECT count(*)::int8 FROM board_states s
            WHERE s.event_count <> (
                SELECT count(*) FROM score_events e
                WHERE e.board_id = s.board_id AND e.identity_id = s.identity_id AND e.is_test = s.is_test AND e.rejected_reason IS NULL)
            """
        ),
        (
            "entries of runs",
            """
            SELECT abs((SELECT count(*) FROM run_entries) - (SELECT count(*) FROM score_events e JOIN boards b ON b.id = e.board_id
                WHERE b.board_type = 'RUN_RUNS'))::int8
            """
        ),
        (
            "sums of counters",
            """
            SELECT count(*)::int8 FROM board_states s JOIN boards b ON b.id = s.board_id
            WHERE b.board_type = 'COUNTER' AND s.primary_value <> (
                SELECT sum((e.event_payload->>'delta')::numeric)::float8 FROM score_events e
                WHERE e.board_id = s.board_id AND e.identity_id = s.identity_id AND e.is_test = s.is_test)
            """
        ),
    ]

    private static func ids(_ sql: String, _ installation: Installation) async throws -> Set<String> {
        let rows = try await installation.postgres.query(PostgresQuery(sql, operation: "select", table: "score_events"))
        return Set(try rows.map { try $0.decode(0, as: String.self) })
    }
}
