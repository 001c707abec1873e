import ByteJSON
import LeadrDomain
import LeadrStore
import Logging
import Postgres

/// What operators do with the schedule, for `leadrctl` and for `/v1/ops` alike.
public struct ScheduleControl: Sendable {
    private let store: ScheduleStore
    private let audit: OperatorAudit
    private let ids: any IDGenerator

    /// On the tables of an installation.
    public init(pool: PostgresPool, logger: Logger) {
        self.init(pool: pool, audit: OperatorAudit(store: OperatorActionStore(pool: pool), logger: logger))
    }

    init(pool: PostgresPool, audit: OperatorAudit, ids: any IDGenerator = UUIDv7Generator()) {
        store = ScheduleStore(pool: pool)
        self.audit = audit
        self.ids = ids
    }

    /// The tasks of the latest leader, and who leads now.
    ///
    /// - Throws: `PostgresError`.
    public func schedule() async throws -> SchedulePicture {
        SchedulePicture(leader: try await store.leader(), entries: try await store.entries())
    }

    /// A page of the history.
    ///
    /// - Parameter task: Only of this task; nil for all.
    /// - Throws: `PostgresError`.
    public func history(_ request: PageRequest, of task: String?) async throws -> Page<TaskRun> {
        try await store.history(request, of: task)
    }

    /// One run; nil when it has not begun.
    ///
    /// - Throws: `PostgresError`.
    public func run(_ id: TaskRunID) async throws -> TaskRun? {
        try await store.run(id)
    }

    /// Asks the leader for a run of a task; it begins within seconds of a leader being there, or after the run that goes on.
    ///
    /// - Throws: ``DomainError`` 404 when no leader has such a task; `PostgresError`.
    public func request(_ task: String, by actor: OperatorActor) async throws -> RequestedRun {
        // Looked up first, so that a mistyped name leaves no record of a change.
        guard try await store.entries().contains(where: { $0.name == task }) else { throw DomainError.notFound(entity: "Task") }
        return try await audit.record("schedule.run", of: task, by: actor, describe: { (run: RequestedRun) in run.jsonDescription() }) {
            guard let id = try await store.request(TaskRunID(ids.next()), of: task, by: actor.description) else {
                throw DomainError.notFound(entity: "Task")
            }
            return RequestedRun(id: id, task: task)
        }
    }
}

/// A run that was asked for.
public struct RequestedRun: Sendable, Equatable {
    /// The identity that the run will have in the history.
    public let id: TaskRunID
    /// Name of the task.
    public let task: String

    /// The request for an operator's eyes.
    public func jsonDescription() -> JSONValue {
        .object(["id": .string(id.wire), "task": .string(task), "status": "requested"])
    }
}
