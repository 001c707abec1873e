import LeadrPipeline
import LeadrStore
import Logging
import Metrics
import Scheduling

extension Composition {
    /// What deletes rows that are kept no longer: a task for each kind, so that one that fails holds up no other.
    static func retentionTasks(_ context: ProcessContext, _ parts: PipelineParts) -> [ScheduledTask] {
        let retention = context.settings.retention
        let sweep = RetentionSweep(pool: parts.dependencies.postgres, chunk: retention.chunk)
        let kept = retention.days.sorted { $0.key.rawValue < $1.key.rawValue }.filter { $0.value > 0 }
        var tasks = kept.map { rule, days in
            task("retain-\(rule.rawValue)", rule, .seconds(days * 86_400), every: retention.interval, sweep, context)
        }
        // These two have a time of their own: the contract's.
        tasks.append(task("retain-rejections", .rejections, RejectionRetention.period, every: retention.interval, sweep, context))
        let interval = context.settings.scheduler.nonceCleanupInterval
        tasks.append(task("cleanup-expired-nonces", .nonces, .zero, every: interval, sweep, context, alerts: false))
        return tasks
    }

    private static func task(
        _ name: String,
        _ rule: RetentionRule,
        _ age: Duration,
        every interval: Duration,
        _ sweep: RetentionSweep,
        _ context: ProcessContext,
        alerts: Bool = true
    ) -> ScheduledTask {
        ScheduledTask(name: name, interval: interval, retryDelays: context.settings.scheduler.retryDelays, alerts: alerts) { _ in
            let count = try await sweep.delete(rule, olderThan: age)
            guard count > 0 else { return }
            Counter(label: "retention_deleted_rows_total", dimensions: [("table", rule.table)]).increment(by: Int64(count))
            context.logger.info("Deleted what is kept no longer", metadata: ["table": "\(rule.table)", "rows": "\(count)"])
        }
    }
}
