import JobQueue
import Scheduling

extension HealthRegistry {
    /// By how much one attempt of a scheduled task may exceed the limit of other loops: it may download or copy.
    static let taskFactor = 10

    /// Watches the loops of a worker: its claims, the renewal of its leases, its reaper. Only round trips count, so a worker whose Redis does not
    /// answer is stalled; whether the server or this process's way to it is to blame cannot be told from here (`docs/doctor.md`, "Liveness").
    public func watch<Handler>(_ worker: JobWorker<Handler>, of queue: QueueAddress) {
        let (renewal, reaping) = (worker.renewal, worker.reaping)
        watch("claims \(queue)") { worker.silence }
        watch("leases \(queue)", rest: worker.rests.renewal) { renewal.silence }
        watch("reaper \(queue)", rest: worker.rests.reaping) { reaping.silence }
    }

    /// Watches a reaper that runs by itself.
    public func watch(_ reaper: Reaper, rest: Duration) {
        watch("reaper", rest: rest) { reaper.progress.silence }
    }

    /// Watches the loops of the scheduler's tasks.
    public func watch(_ scheduler: Scheduler) {
        for progress in scheduler.progress {
            watch("task \(progress.task)") { progress.overdue }
            watch("attempt of task \(progress.task)", limit: defaultLimit * Self.taskFactor) { progress.busy }
        }
    }
}
