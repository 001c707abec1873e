import JobQueue
import LeadrState
import LeadrStore
import Logging
import Postgres

/// Everything operators do with the queues and the schedule, for `leadrctl` and for `/v1/ops` alike.
public struct Operations: Sendable {
    /// The queues.
    public let directory: QueueDirectory
    /// Queues, jobs and workers to look at.
    public let inspection: QueueInspection
    /// Dead letters.
    public let deadLetters: DeadLetterService
    /// Switches and repairs.
    public let control: QueueControl
    /// The record of changes.
    public let audit: OperatorAudit
    /// What accounts used.
    public let usage: UsageReport
    /// Scheduled tasks.
    public let schedule: ScheduleControl

    /// On the queues, marks and tables of an installation.
    public init(directory: QueueDirectory, pending: PendingSubmissions, pool: PostgresPool, logger: Logger) {
        let finder = DeadLetterFinder(directory: directory, store: DeadSubmissionStore(pool: pool))
        let audit = OperatorAudit(store: OperatorActionStore(pool: pool), logger: logger)
        self.directory = directory
        self.audit = audit
        inspection = QueueInspection(directory: directory, letters: finder)
        deadLetters = DeadLetterService(finder: finder, pending: pending, audit: audit)
        control = QueueControl(directory: directory, audit: audit)
        usage = UsageReport(pool: pool)
        schedule = ScheduleControl(pool: pool, audit: audit)
    }
}
