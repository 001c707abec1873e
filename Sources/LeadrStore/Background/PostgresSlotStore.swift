import Postgres
import Scheduling

/// Records the runs of scheduled tasks under a unique (task, slot) (`design.md §6`).
public struct PostgresSlotStore: SlotStore {
    private let pool: PostgresPool

    /// A store on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// See `SlotStore.begin`. The lease row is locked until the claim is written, so a leader that was replaced meanwhile cannot start a slot.
    ///
    /// - Throws: `PostgresError`.
    public func begin(_ run: SlotRun) async throws -> Bool {
        let text = """
            INSERT INTO scheduler_runs (task, slot, term, holder)
            SELECT $1, $2, $3, $4 FROM (SELECT 1 FROM scheduler_leases WHERE name = $5 AND holder = $4 AND term = $3 FOR SHARE) AS held
            ON CONFLICT DO NOTHING
            """
        let parameters: [(any PostgresEncodable)?] = [run.task, run.slot.number, run.term, run.owner, run.lease]
        return try await pool.query(PostgresQuery(text, parameters, operation: "insert", table: "scheduler_runs")).affectedRows == 1
    }

    /// See `SlotStore.finish`.
    ///
    /// - Throws: `PostgresError`.
    public func finish(_ run: SlotRun, outcome: SlotOutcome, attempts: Int, error: String?) async throws {
        let place: [(any PostgresEncodable)?] = [run.task, run.slot.number, run.term]
        guard outcome != .abandoned else {
            let text = "DELETE FROM scheduler_runs WHERE task = $1 AND slot = $2 AND term = $3"
            _ = try await pool.query(PostgresQuery(text, place, operation: "delete", table: "scheduler_runs"))
            return
        }
        let text = "UPDATE scheduler_runs SET finished_at = now(), attempts = $4, error = left($5, 2048) WHERE task = $1 AND slot = $2 AND term = $3"
        let parameters = place + [Int32(clamping: attempts), error]
        _ = try await pool.query(PostgresQuery(text, parameters, operation: "update", table: "scheduler_runs"))
    }

    /// See `SlotStore.latestSlot`.
    ///
    /// - Throws: `PostgresError`.
    public func latestSlot(of task: String) async throws -> Slot? {
        let query = PostgresQuery("SELECT max(slot) FROM scheduler_runs WHERE task = $1", [task], operation: "select", table: "scheduler_runs")
        guard let row = try await pool.query(query).first else { return nil }
        return try row.decode(0, as: Int64?.self).map { Slot($0) }
    }
}
