import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrState
import LeadrStore
import Scheduling

extension Composition {
    /// What keeps the queues in order: measured, checked, their dead letters copied and bounded, what waits long kept `pending`.
    static func queueTasks(_ context: ProcessContext, _ parts: PipelineParts, _ watch: QueueWatch) -> [ScheduledTask] {
        let store = DeadSubmissionStore(pool: parts.dependencies.postgres)
        let (monitor, checker) = (watch.monitor, watch.checker)
        let keeper = DeadLetterKeeper(
            queue: parts.queue,
            addresses: parts.allAddresses,
            store: store,
            bounds: context.settings.queue.deadLetters,
            logger: context.logger
        )
        let renewal = PendingRenewal(
            pending: PendingSubmissions(redis: parts.dependencies.redis, keys: parts.keys),
            store: store,
            dead: DeadOwnerScan(pool: parts.dependencies.postgres),
            queue: parts.queue,
            addresses: Queues.submissions.flatMap { parts.addresses($0) }
        )
        return [
            ScheduledTask(name: "measure-queues", interval: .seconds(5), retryDelays: [.zero], isRecorded: false) { _ in try await monitor.measure()
            },
            ScheduledTask(name: "check-queues", interval: context.settings.scheduler.queueCheckInterval, retryDelays: [.zero], alerts: true) { _ in
                try await checker.check()
            },
            ScheduledTask(name: "keep-dead-letters", interval: .seconds(10), retryDelays: [.zero], isRecorded: false) { _ in try await keeper.keep()
            },
            ScheduledTask(name: "renew-pending", interval: .seconds(6 * 3600), retryDelays: [.seconds(60), .seconds(600)], alerts: true) { _ in
                try await renewal.renew()
            },
        ]
    }
}
