import LeadrDomain
import LeadrStore
import Logging
import Metrics
import Scheduling

/// Tells an administrator by mail that a scheduled task failed for good (`contract/platform.md §7`).
///
/// The mail is written down; whoever sends mails finds it in the database.
public struct TaskAlerts: Sendable {
    private let store: TaskAlertStore
    private let composer: MailComposer
    private let recipient: String
    private let logger: Logger

    /// Alerts for `recipient`.
    public init(store: TaskAlertStore, composer: MailComposer, recipient: String, logger: Logger) {
        self.store = store
        self.composer = composer
        self.recipient = recipient
        self.logger = logger
    }

    /// Tells of a failure, unless the task was told of lately. An alert that cannot be written is only logged.
    public func alert(_ failure: TaskFailure) async {
        do {
            let isWritten = try await store.alert(failure.task) { now, leftOut in
                try composer.taskFailure(failure, leftOut: leftOut, to: recipient, at: now)
            }
            count(failure.task, isWritten ? "written" : "left_out")
        } catch {
            count(failure.task, "failed")
            logger.error("The alert about a failed task could not be written", metadata: ["task": "\(failure.task)", "error": "\(error)"])
        }
    }

    private func count(_ task: String, _ outcome: String) {
        Counter(label: "scheduler_alerts_total", dimensions: [("task", task), ("outcome", outcome)]).increment()
    }
}
