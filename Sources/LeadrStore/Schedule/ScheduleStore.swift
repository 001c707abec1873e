import Foundation
import LeadrDomain
import Postgres
import Scheduling

/// The schedule as operators read it and ask of it.
public struct ScheduleStore: Sendable {
    private let pool: PostgresPool

    /// A store on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// The tasks of the latest leader, by name. Failures of a task that is not recorded are no last run: there is no row of the good ones since.
    ///
    /// - Throws: ``PostgresError``.
    public func entries() async throws(PostgresError) -> [ScheduleEntry] {
        let text = """
            SELECT t.name, t.interval_us, t.offset_us, t.timeout_us, t.attempts, t.alerts, t.is_recorded, t.missed_slots, clock_timestamp(),
                r.requested_at, \(TaskRun.columns(of: "l"))
            FROM scheduler_tasks t
            LEFT JOIN scheduler_requests r ON r.task = t.name
            LEFT JOIN LATERAL (
                SELECT * FROM scheduler_runs WHERE task = t.name AND (t.is_recorded OR kind = 'demand') ORDER BY started_at DESC, id DESC LIMIT 1
            ) l ON true
            ORDER BY t.name
            """
        var entries: [ScheduleEntry] = []
        for row in try await pool.query(PostgresQuery(text, operation: "list", table: "scheduler_tasks")) { entries.append(try Self.entry(row)) }
        return entries
    }

    /// The scheduler that leads; nil when none does.
    ///
    /// - Throws: ``PostgresError``.
    public func leader(of lease: String = SchedulerConfiguration.standardLease) async throws(PostgresError) -> ScheduleLeader? {
        let text = "SELECT holder, term FROM scheduler_leases WHERE name = $1 AND expires_at > clock_timestamp()"
        let rows = try await pool.query(PostgresQuery(text, [lease], operation: "select", table: "scheduler_leases"))
        guard let row = rows.firstRow else { return nil }
        return ScheduleLeader(holder: try row.decode(0), term: try row.decode(1))
    }

    /// A page of the history.
    ///
    /// - Parameter task: Only of this task; nil for all.
    /// - Throws: ``PostgresError``.
    public func history(_ request: PageRequest, of task: String?) async throws(PostgresError) -> Page<TaskRun> {
        var statement = ListStatement("scheduler_runs", columns: TaskRun.columns(of: "scheduler_runs"), isSoftDeleted: false)
        statement.require("task", "=", task)
        var fetched: [TaskRun] = []
        for row in try await pool.query(statement.query(for: request)) { fetched.append(try TaskRun(row)) }
        return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
    }

    /// One run; nil when there is none.
    ///
    /// - Throws: ``PostgresError``.
    public func run(_ id: TaskRunID) async throws(PostgresError) -> TaskRun? {
        let text = "SELECT \(TaskRun.columns(of: "scheduler_runs")) FROM scheduler_runs WHERE id = $1"
        guard let row = try await pool.query(PostgresQuery(text, [id], operation: "select", table: "scheduler_runs")).firstRow else { return nil }
        return try TaskRun(row)
    }

    /// Asks for a run of a task. A request that waits already is the same one, made anew.
    ///
    /// - Returns: The identity that the run will have; nil when no leader has such a task.
    /// - Throws: ``PostgresError``.
    public func request(_ id: TaskRunID, of task: String, by actor: String) async throws(PostgresError) -> TaskRunID? {
        let text = """
            INSERT INTO scheduler_requests (id, task, requested_by) SELECT $1, name, left($3, 255) FROM scheduler_tasks WHERE name = $2
            ON CONFLICT (task) DO UPDATE SET requested_by = excluded.requested_by, requested_at = now()
            RETURNING id
            """
        let query = PostgresQuery(text, [id, task, actor], operation: "insert", table: "scheduler_requests")
        guard let row = try await pool.query(query).firstRow else { return nil }
        return try row.decode(0, as: TaskRunID.self)
    }

    private static func entry(_ row: PostgresRow) throws(PostgresError) -> ScheduleEntry {
        let interval = Duration.microseconds(try row.decode(1, as: Int64.self))
        let offset = Duration.microseconds(try row.decode(2, as: Int64.self))
        let now = try row.decode(8, as: Timestamp.self)
        let isRun = try row.decode(10, as: UUID?.self) != nil
        return ScheduleEntry(
            name: try row.decode(0),
            interval: interval,
            offset: offset,
            timeout: try row.decode(3, as: Int64?.self).map { .microseconds($0) },
            attempts: Int(try row.decode(4, as: Int32.self)),
            alerts: try row.decode(5),
            isRecorded: try row.decode(6),
            missedSlots: try row.decode(7),
            nextSlotAt: now + SlotGrid(interval: interval, offset: offset).untilNextSlot(from: StoreTime(microseconds: now.microseconds)),
            requestedAt: try row.decode(9),
            lastRun: isRun ? try TaskRun(row, from: 10) : nil
        )
    }

    private static func position(_ run: TaskRun, _ field: SortField) -> SortValue {
        field.name == SortField.id.name ? .uuid(run.id.uuid) : .timestamp(run.startedAt)
    }
}
