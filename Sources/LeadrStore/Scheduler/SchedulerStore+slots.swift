import LeadrDomain
import Postgres

extension SchedulerStore {
    /// Longest `error`, as the column allows.
    private static let errorLength = 2048

    /// Claims a slot of a task.
    ///
    /// - Parameters:
    ///   - slot: Number of the slot on the task's grid.
    ///   - task: Name of the task.
    ///   - lease: Lease that allows the run.
    ///   - term: Term of the lease that the process believes to hold.
    ///   - owner: The process.
    /// - Returns: False when the slot was claimed before, or when the lease has another term or has expired. One atomic step: the lease is locked
    ///   against being taken meanwhile.
    /// - Throws: ``PostgresError``.
    public func beginSlot(_ slot: Int64, of task: String, lease: String, term: Int64, owner: String) async throws(PostgresError) -> Bool {
        let query = PostgresQuery(
            """
            WITH held AS (
                SELECT name FROM scheduler_leases WHERE name = $3 AND term = $4 AND expires_at > clock_timestamp() FOR SHARE
            )
            INSERT INTO scheduler_runs (task, slot, lease, term, holder) SELECT $1, $2, $3, $4, $5 FROM held ON CONFLICT DO NOTHING
            """,
            [task, slot, lease, term, owner],
            operation: "insert",
            table: "scheduler_runs"
        )
        return try await pool.query(query).affectedRows == 1
    }

    /// Records how a claimed slot ended.
    ///
    /// - Parameters:
    ///   - slot: Number of the slot.
    ///   - task: Name of the task.
    ///   - term: Term under which it was claimed.
    ///   - outcome: Text for operators.
    ///   - attempts: Attempts made.
    ///   - error: What the last attempt failed of.
    /// - Throws: ``PostgresError``.
    public func finishSlot(
        _ slot: Int64, of task: String, term: Int64, outcome: String, attempts: Int, error: String?
    ) async throws(PostgresError) {
        _ = try await pool.query(
            PostgresQuery(
                """
                UPDATE scheduler_runs SET outcome = $4, attempts = $5, error = $6, finished_at = now() WHERE task = $1 AND slot = $2 AND term = $3
                """,
                [task, slot, term, outcome, Int32(clamping: attempts), error.map { String($0.prefix(Self.errorLength)) }],
                operation: "update",
                table: "scheduler_runs"
            )
        )
    }

    /// Gives a claimed slot back, so that it may run again elsewhere.
    ///
    /// - Throws: ``PostgresError``.
    public func abandonSlot(_ slot: Int64, of task: String, term: Int64) async throws(PostgresError) {
        _ = try await pool.query(
            PostgresQuery(
                "DELETE FROM scheduler_runs WHERE task = $1 AND slot = $2 AND term = $3 AND finished_at IS NULL",
                [task, slot, term],
                operation: "delete",
                table: "scheduler_runs"
            )
        )
    }

    /// The latest slot recorded for a task; nil when it never ran.
    ///
    /// - Throws: ``PostgresError``.
    public func latestSlot(of task: String) async throws(PostgresError) -> Int64? {
        let query = PostgresQuery("SELECT max(slot) FROM scheduler_runs WHERE task = $1", [task], operation: "select", table: "scheduler_runs")
        return try await pool.query(query).firstRow?.decode(0, as: Int64?.self) ?? nil
    }

    /// Deletes records of runs that started before `time`, except the latest of each task.
    ///
    /// - Returns: Number of records deleted.
    /// - Throws: ``PostgresError``.
    public func deleteRuns(before time: Timestamp) async throws(PostgresError) -> Int {
        let query = PostgresQuery(
            """
            DELETE FROM scheduler_runs r WHERE started_at < $1 AND slot < (SELECT max(slot) FROM scheduler_runs WHERE task = r.task)
            """,
            [time],
            operation: "delete",
            table: "scheduler_runs"
        )
        return try await pool.query(query).affectedRows
    }
}
