import Dispatch

/// Runs tasks one step at a time in the order in which they became ready, so that a test can tell when nothing is left to run.
final class SerialTaskExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "test.scheduler")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedTaskExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }

    /// Returns when everything that is queued now has run.
    func turn() async {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume() }
        }
    }
}
