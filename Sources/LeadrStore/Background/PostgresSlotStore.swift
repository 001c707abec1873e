import Postgres
import Scheduling

/// Records the runs of scheduled tasks: slots under a unique (task, slot), runs on demand under their request (`design.md §6`).
public struct PostgresSlotStore: SlotStore {
    private let pool: PostgresPool

    /// A store on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// See `SlotStore.begin`. The lease row is locked until the claim is written, so a leader that was replaced meanwhile cannot start a run. A claim
    /// that was written before, without its answer being heard, is ours.
    ///
    /// - Throws: `PostgresError`.
    public func begin(_ run: SlotRun) async throws -> Bool {
        let query = run.kind == .demand ? Self.takingRequest(run) : Self.takingSlot(run)
        return try await pool.query(query).firstRow != nil
    }

    /// See `SlotStore.finish`.
    ///
    /// - Throws: `PostgresError`.
    public func finish(_ run: SlotRun, outcome: SlotOutcome, attempts: Int, error: String?) async throws {
        guard outcome != .abandoned else {
            _ = try await pool.query(run.kind == .demand ? Self.restoringRequest(run) : Self.givingBack(run))
            return
        }
        let text = """
            UPDATE scheduler_runs SET finished_at = clock_timestamp(), outcome = $2, attempts = $3, error = left($4, 2048) WHERE id = $1
            """
        let parameters: [(any PostgresEncodable)?] = [run.id, outcome.rawValue, Int32(clamping: attempts), error]
        _ = try await pool.query(PostgresQuery(text, parameters, operation: "update", table: "scheduler_runs"))
    }

    /// See `SlotStore.note`.
    ///
    /// - Throws: `PostgresError`.
    public func note(_ run: SlotRun, failedAfter duration: Duration, attempts: Int, error: String) async throws -> Bool {
        let text = """
            WITH held AS MATERIALIZED (
                SELECT clock_timestamp() AS time FROM scheduler_leases WHERE name = $7 AND holder = $6 AND term = $5 FOR SHARE
            ),
            noted AS (
                INSERT INTO scheduler_runs (id, kind, task, due_at, term, holder, started_at, finished_at, outcome, attempts, error)
                SELECT $1, $2, $3, $4, $5, $6, time - $8::float8 * interval '1 second', time, 'failed', $9, left($10, 2048)
                FROM held ON CONFLICT (id) DO NOTHING
            )
            SELECT 1 FROM held
            """
        let parameters: [(any PostgresEncodable)?] = [
            run.id, run.kind.rawValue, run.task, Self.due(run), run.term, run.owner, run.lease, duration / .seconds(1), Int32(clamping: attempts),
            error,
        ]
        return try await pool.query(PostgresQuery(text, parameters, operation: "insert", table: "scheduler_runs")).firstRow != nil
    }

    /// See `SlotStore.latestSlotStart`.
    ///
    /// - Throws: `PostgresError`.
    public func latestSlotStart(of task: String) async throws -> StoreTime? {
        let text = "SELECT max(due_at) FROM scheduler_runs WHERE task = $1 AND slot IS NOT NULL"
        guard let row = try await pool.query(PostgresQuery(text, [task], operation: "select", table: "scheduler_runs")).first else { return nil }
        return try row.decode(0, as: PostgresTimestamp?.self).map { StoreTime(microseconds: $0.microsecondsSinceUnixEpoch) }
    }

    private static func takingSlot(_ run: SlotRun) -> PostgresQuery {
        let text = """
            WITH held AS MATERIALIZED (SELECT 1 FROM scheduler_leases WHERE name = $8 AND holder = $7 AND term = $6 FOR SHARE),
            taken AS (
                INSERT INTO scheduler_runs (id, kind, task, slot, due_at, term, holder) SELECT $1, $2, $3, $4, $5, $6, $7 FROM held
                ON CONFLICT DO NOTHING RETURNING id
            )
            SELECT id FROM taken UNION ALL \(written)
            """
        let parameters: [(any PostgresEncodable)?] = [run.id, run.kind.rawValue, run.task, run.slot.number, due(run), run.term, run.owner, run.lease]
        return PostgresQuery(text, parameters, operation: "insert", table: "scheduler_runs")
    }

    private static func due(_ run: SlotRun) -> PostgresTimestamp {
        PostgresTimestamp(microsecondsSinceUnixEpoch: run.due.microseconds)
    }

    private static func takingRequest(_ run: SlotRun) -> PostgresQuery {
        let text = """
            WITH held AS MATERIALIZED (SELECT 1 FROM scheduler_leases WHERE name = $4 AND holder = $3 AND term = $2 FOR SHARE),
            taken AS (
                DELETE FROM scheduler_requests WHERE id = $1 AND EXISTS (SELECT 1 FROM held) RETURNING id, task, requested_by, requested_at
            ),
            begun AS (
                INSERT INTO scheduler_runs (id, kind, task, due_at, term, holder, requested_by)
                SELECT id, 'demand', task, requested_at, $2, $3, requested_by FROM taken RETURNING id
            )
            SELECT id FROM begun UNION ALL \(written)
            """
        return PostgresQuery(text, [run.id, run.term, run.owner, run.lease], operation: "insert", table: "scheduler_runs")
    }

    /// A run of the present leader that is on record and open.
    private static let written = "SELECT id FROM scheduler_runs WHERE id = $1 AND finished_at IS NULL AND EXISTS (SELECT 1 FROM held)"

    /// Once another leader has come the slot stays on record: that leader has looked already which slots were run.
    private static func givingBack(_ run: SlotRun) -> PostgresQuery {
        let text = """
            WITH held AS MATERIALIZED (SELECT 1 FROM scheduler_leases WHERE name = $4 AND holder = $3 AND term = $2 FOR SHARE),
            gone AS (DELETE FROM scheduler_runs WHERE id = $1 AND finished_at IS NULL AND EXISTS (SELECT 1 FROM held))
            UPDATE scheduler_runs SET finished_at = clock_timestamp(), outcome = 'interrupted', error = 'the scheduler that ran it lost its lease'
            WHERE id = $1 AND finished_at IS NULL AND NOT EXISTS (SELECT 1 FROM held)
            """
        return PostgresQuery(text, [run.id, run.term, run.owner, run.lease], operation: "delete", table: "scheduler_runs")
    }

    /// A newer request for the same task stands for this one as well.
    private static func restoringRequest(_ run: SlotRun) -> PostgresQuery {
        let text = """
            WITH gone AS (DELETE FROM scheduler_runs WHERE id = $1 AND finished_at IS NULL RETURNING id, task, requested_by, due_at)
            INSERT INTO scheduler_requests (id, task, requested_by, requested_at)
            SELECT id, task, coalesce(requested_by, ''), due_at FROM gone ON CONFLICT DO NOTHING
            """
        return PostgresQuery(text, [run.id], operation: "delete", table: "scheduler_runs")
    }
}
