import LeadrServices
import LeadrState
import LeadrStore
import Scheduling

extension Composition {
    /// What moves usage counters from Redis to PostgreSQL.
    static func usageTasks(_ context: ProcessContext, _ parts: PipelineParts) -> [ScheduledTask] {
        let flush = UsageFlush(
            counters: UsageCounters(redis: parts.dependencies.redis, keys: parts.keys),
            store: UsageStore(pool: parts.dependencies.postgres)
        )
        let interval = context.settings.scheduler.usageFlushInterval
        return [ScheduledTask(name: "flush-usage", interval: interval, retryDelays: [.zero]) { _ in try await flush.run() }]
    }
}
