import LeadrDomain
import Postgres

/// One run of a scheduled task, as the history tells it.
public struct TaskRun: Sendable, Equatable {
    /// Its identity; that of the request for a run on demand.
    public var id: TaskRunID
    /// Name of the task.
    public var task: String
    /// `slot`, `catch_up` or `demand`.
    public var kind: String
    /// Number of the slot; nil for a run on demand, and for a failure of a task that is not recorded.
    public var slot: Int64?
    /// When the slot began, or when the run was asked for.
    public var dueAt: Timestamp
    /// When it was begun.
    public var startedAt: Timestamp
    /// When it ended, or when its interruption was noticed; nil while it runs.
    public var finishedAt: Timestamp?
    /// `running`, `succeeded`, `failed` or `interrupted`.
    public var outcome: String
    /// Attempts made.
    public var attempts: Int
    /// The last error; nil without one.
    public var error: String?
    /// The process that ran it.
    public var holder: String
    /// Term of the lease it ran under.
    public var term: Int64
    /// Who asked for it; nil for slots.
    public var requestedBy: String?
}

extension TaskRun {
    /// The columns that a run is read from, of a table or subquery named `run`.
    static func columns(of run: String) -> String {
        """
        \(run).id, \(run).task, \(run).kind, \(run).slot, \(run).due_at, \(run).started_at, \(run).finished_at,
        coalesce(\(run).outcome, CASE WHEN \(run).finished_at IS NULL THEN 'running' WHEN \(run).error IS NULL THEN 'succeeded' ELSE 'failed' END),
        \(run).attempts, \(run).error, \(run).holder, \(run).term, \(run).requested_by
        """
    }

    /// Reads a run from a row, from the column `first` on.
    init(_ row: PostgresRow, from first: Int = 0) throws(PostgresError) {
        id = try row.decode(first)
        task = try row.decode(first + 1)
        kind = try row.decode(first + 2)
        slot = try row.decode(first + 3)
        dueAt = try row.decode(first + 4)
        startedAt = try row.decode(first + 5)
        finishedAt = try row.decode(first + 6)
        outcome = try row.decode(first + 7)
        attempts = Int(try row.decode(first + 8, as: Int32.self))
        error = try row.decode(first + 9)
        holder = try row.decode(first + 10)
        term = try row.decode(first + 11)
        requestedBy = try row.decode(first + 12)
    }
}

extension SortableFields {
    /// Runs of scheduled tasks, in the order in which they were begun.
    public static let taskRuns = SortableFields([.startedAt])
}

extension SortSpec {
    /// Order of runs without `sort`: the latest first.
    public static let latestRunFirst = SortSpec([SortTerm(.startedAt, .descending), SortTerm(.id, .descending)])
}

extension SortField {
    fileprivate static let startedAt = SortField("started_at", .timestamp)
}
