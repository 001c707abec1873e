import Metrics
import Synchronization

/// Names and labels of the engine's metrics (`contract/architecture-checklist.md §6`).
enum QueueMetrics {
    /// Handles of the one counter that is touched per job and not per batch; looking it up costs more than counting.
    private static let enqueuedCounters = Mutex<[QueueName: Counter]>([:])

    static func enqueued(_ queue: QueueName, count: Int) {
        let counter = enqueuedCounters.withLock { counters in
            if let known = counters[queue] { return known }
            let made = Counter(label: "jobs_enqueued_total", dimensions: [("queue", queue.text)])
            counters[queue] = made
            return made
        }
        counter.increment(by: count)
    }

    static func processed(_ queue: QueueName, outcome: String, count: Int) {
        guard count > 0 else { return }
        Counter(label: "jobs_processed_total", dimensions: [("queue", queue.text), ("outcome", outcome)]).increment(by: count)
    }

    /// A worker came to settle a claim that had been taken from it: it was stopped, or starved, for longer than its lease.
    static func staleSettle(_ queue: QueueName) {
        Counter(label: "queue_stale_settles_total", dimensions: [("queue", queue.text)]).increment()
    }

    static func duration(_ queue: QueueName, _ duration: Duration) {
        record("job_duration_seconds", queue, duration)
    }

    static func claimRoundTrip(_ queue: QueueName, _ duration: Duration) {
        record("queue_claim_round_trip_seconds", queue, duration)
    }

    static func batchSize(_ queue: QueueName, _ size: Int) {
        Recorder(label: "queue_batch_size", dimensions: [("queue", queue.text)]).record(size)
    }

    private static func record(_ label: String, _ queue: QueueName, _ duration: Duration) {
        Timer(label: label, dimensions: [("queue", queue.text)]).recordNanoseconds(Int64(duration.inSeconds * 1e9))
    }
}
