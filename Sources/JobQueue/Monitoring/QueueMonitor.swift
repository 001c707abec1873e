import Foundation
import Metrics

/// Shows how full queues are and how long the oldest job has waited (`contract/architecture-checklist.md §6`).
public struct QueueMonitor: Sendable {
    private let driver: any JobQueueDriver
    private let queues: [QueueAddress]

    /// A monitor of some queues.
    public init(driver: any JobQueueDriver, queues: [QueueAddress]) {
        self.driver = driver
        self.queues = queues
    }

    /// Reads the statistics of all queues and sets the gauges; shards of one queue are added up.
    ///
    /// - Throws: ``QueueError``.
    public func measure() async throws(QueueError) {
        var totals: [QueueName: QueueStatistics] = [:]
        var fault: QueueError?
        for queue in queues {
            // In a cluster one shard may be away; the others are shown all the same.
            do {
                let picture = try await driver.statistics(of: queue)
                totals[queue.name] = totals[queue.name, default: QueueStatistics()] + picture
            } catch {
                fault = error
            }
        }
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        for (name, picture) in totals { show(name, picture, now) }
        if let fault { throw fault }
    }

    /// Shows nothing any more: whoever measures from now on shows it.
    public func clear() {
        let nothing = QueueStatistics()
        for name in Set(queues.map(\.name)) { show(name, nothing, 0) }
    }

    private func show(_ name: QueueName, _ picture: QueueStatistics, _ now: Int64) {
        let age = picture.oldestEnqueuedAt.map { max(0, Double(now - $0) / 1000) } ?? 0
        set("queue_depth", name, Double(picture.live))
        set("queue_ready", name, Double(picture.waiting))
        set("queue_delayed", name, Double(picture.delayed))
        set("queue_claimed", name, Double(picture.claimed))
        set("queue_dead", name, Double(picture.dead))
        set("queue_dead_bytes", name, Double(picture.deadBytes))
        set("queue_bytes", name, Double(picture.bytes))
        set("queue_paused", name, picture.isPaused ? 1 : 0)
        set("queue_oldest_job_age_seconds", name, age)
    }

    private func set(_ label: String, _ queue: QueueName, _ value: Double) {
        Gauge(label: label, dimensions: [("queue", queue.text)]).record(value)
    }
}
