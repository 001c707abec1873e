import Foundation
import Metrics

/// The numbers a scheduler shows.
struct SchedulerMetrics: Sendable {
    private let leader = Gauge(label: "scheduler_leader")

    /// Whether this process leads.
    func leads(_ leads: Bool) {
        leader.record(leads ? 1 : 0)
    }

    /// A slot ended; the age of a task's last run is the present minus the timestamp.
    func ran(_ task: String, _ outcome: SlotOutcome, duration: Duration) {
        Counter(label: "scheduler_runs_total", dimensions: [("task", task), ("outcome", outcome.rawValue)]).increment()
        Timer(label: "scheduler_run_duration_seconds", dimensions: [("task", task)]).recordNanoseconds(duration.wholeMicroseconds * 1000)
        Gauge(label: "scheduler_last_run_timestamp_seconds", dimensions: [("task", task), ("outcome", outcome.rawValue)])
            .record(Date().timeIntervalSince1970)
    }

    /// An attempt was cancelled because it took too long.
    func timedOut(_ task: String) {
        Counter(label: "scheduler_timeouts_total", dimensions: [("task", task)]).increment()
    }

    /// Slots passed without a run.
    func missed(_ task: String, _ count: Int64) {
        Counter(label: "scheduler_missed_slots_total", dimensions: [("task", task)]).increment(by: count)
    }
}
