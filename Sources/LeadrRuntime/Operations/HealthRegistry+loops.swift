import JobQueue
import Scheduling

extension HealthRegistry {
    /// By how much one attempt of a scheduled task may exceed the limit of other loops: it may download or copy.
    static let taskFactor = 10

    /// Watches the loops of a process's workers: their claims, the renewal of their leases, their reapers. Only round trips count, so a worker whose
    /// Redis does not answer is stalled; whether the server or this process's way to it is to blame cannot be told from here (`docs/doctor.md`,
    /// "Liveness"). In a cluster one shard may be away while the others are served, so a kind of loop counts as stalled only when it is on all shards.
    public func watch<Handler>(_ workers: [JobWorker<Handler>]) {
        guard let first = workers.first else { return }
        let name = first.queueName.text
        watch("claims \(name)") { workers.map(\.silence).min() ?? .zero }
        watch("leases \(name)", rest: first.rests.renewal) { workers.map(\.renewal.silence).min() ?? .zero }
        watch("reaper \(name)", rest: first.rests.reaping) { workers.map(\.reaping.silence).min() ?? .zero }
    }

    /// Watches a reaper that runs by itself.
    public func watch(_ reaper: Reaper, rest: Duration) {
        watch("reaper", rest: rest) { reaper.progress.silence }
    }

    /// Watches the loops of the scheduler's tasks. An attempt may take its time limit, and be cut off then; one that goes on after that hangs.
    public func watch(_ scheduler: Scheduler) {
        for progress in scheduler.progress {
            watch("task \(progress.task)") { progress.overdue }
            let limit = max(defaultLimit * Self.taskFactor, progress.timeout.map { $0 + defaultLimit } ?? .zero)
            watch("attempt of task \(progress.task)", limit: limit) { progress.busy }
        }
    }
}
