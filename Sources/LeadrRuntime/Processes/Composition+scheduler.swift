import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrServices
import LeadrState
import LeadrStore
import Logging
import Redis
import Scheduling
import Synchronization

extension Composition {
    /// The scheduler: one elected leader runs the tasks; every scheduler reaps the queues, so that a dead worker is noticed even when all are.
    ///
    /// - Throws: ``StartupError`` when an address cannot be used or two tasks share a name.
    public static func scheduler(_ context: ProcessContext) throws -> Composition {
        let parts = try PipelineParts(context)
        let postgres = parts.dependencies.postgres
        let usage = parts.usageMeter()
        let probe = context.health.probe("election")
        let watch = QueueWatch(context, parts)
        let scheduler = try Scheduler(
            tasks: configured(context.settings.scheduler.isEnabled ? tasks(context, parts, usage, watch) : [], context),
            configuration: SchedulerConfiguration(context),
            leases: PostgresLeaseStore(pool: postgres),
            slots: PostgresSlotStore(pool: postgres),
            register: PostgresScheduleRegister(pool: postgres),
            logger: context.logger,
            onFailure: alerts(context, parts),
            onProgress: { probe.progress() },
            onLost: { watch.clear() }
        )
        let reaper = Reaper(
            driver: parts.queue,
            queues: parts.allAddresses,
            configuration: WorkerConfiguration(context.settings, batchSize: 1),
            logger: context.logger
        )
        context.health.watch(scheduler)
        context.health.watch(reaper, rest: context.settings.queue.reaperInterval)
        return Composition(clients: parts.dependencies.services + [usage], prepare: parts.prepare, work: [scheduler, reaper])
    }

    /// The tasks with what an operator set for all of them.
    private static func configured(_ tasks: [ScheduledTask], _ context: ProcessContext) -> [ScheduledTask] {
        let settings = context.settings.scheduler
        let unknown = settings.runsMissed.subtracting(tasks.filter(\.isRecorded).map(\.name))
        if !unknown.isEmpty, !tasks.isEmpty {
            context.logger.warning("BACKGROUND_TASK_RUN_MISSED names no recorded task", metadata: ["names": "\(unknown.sorted())"])
        }
        let jitter = SlotJitter(limit: settings.jitter)
        return tasks.map { $0.with(timeout: settings.timeout, jitter: jitter, runsMissed: settings.runsMissed.contains($0.name)) }
    }

    private static func tasks(
        _ context: ProcessContext,
        _ parts: PipelineParts,
        _ usage: UsageMeter,
        _ watch: QueueWatch
    ) -> [ScheduledTask] {
        let confirmation = RankIndexConfirmation(
            index: parts.index,
            scan: ChangedRowScan(pool: parts.dependencies.postgres),
            logger: context.logger
        )
        let indexes = [
            ScheduledTask(name: "confirm-rank-indexes", interval: .seconds(1), retryDelays: [.zero], isRecorded: false) { _ in
                try await confirmation.confirm()
            }
        ]
        return boardTasks(context, parts, usage) + indexes + outboxTasks(context.settings.scheduler, parts) + inboxTasks(context, parts)
            + queueTasks(context, parts, watch) + deliveryTasks(context, parts) + geoIPTasks(context, parts) + retentionTasks(context, parts)
            + usageTasks(context, parts)
    }

    private static func boardTasks(_ context: ProcessContext, _ parts: PipelineParts, _ usage: UsageMeter) -> [ScheduledTask] {
        let settings = context.settings.scheduler
        let postgres = parts.dependencies.postgres
        let expiry = BoardExpiry(pool: postgres)
        let generator = BoardGenerator(
            templates: BoardTemplateRepository(pool: postgres),
            expiry: expiry,
            announcer: CacheInvalidator(redis: parts.dependencies.redis, keys: parts.keys, logger: context.logger),
            usage: usage,
            logger: context.logger
        )
        return [
            ScheduledTask(name: "expire-boards", interval: settings.expireInterval, retryDelays: settings.retryDelays, alerts: true) { _ in
                let expired = try await expiry.expire()
                if !expired.isEmpty { context.logger.info("Closed boards whose end has passed", metadata: ["boards": "\(expired.count)"]) }
            },
            ScheduledTask(name: "process-due-templates", interval: settings.templateInterval, retryDelays: settings.retryDelays, alerts: true) { _ in
                try await generator.run()
            },
        ]
    }

    private static func inboxTasks(_ context: ProcessContext, _ parts: PipelineParts) -> [ScheduledTask] {
        let sweeper = RecoveryParts(context, parts).sweeper
        let place = Mutex<ScoreEventID?>(nil)
        return [
            ScheduledTask(name: "sweep-inbox", interval: context.settings.ingest.sweepInterval, retryDelays: [.zero], isRecorded: false) { _ in
                try await sweeper.sweep()
            },
            ScheduledTask(name: "tidy-inbox", interval: .seconds(60), retryDelays: [.zero]) { _ in
                let next = try await sweeper.removeDecided(after: place.withLock { $0 })
                place.withLock { $0 = next }
            },
        ]
    }

    private static func outboxTasks(_ settings: SchedulerSettings, _ parts: PipelineParts) -> [ScheduledTask] {
        let outbox = OutboxStore(pool: parts.dependencies.postgres)
        let relay = parts.relay
        return [
            ScheduledTask(name: "relay-outbox", interval: settings.outboxPollInterval, retryDelays: [.zero], isRecorded: false) { _ in
                try await relay.drain(batch: settings.outboxBatchSize)
            },
            ScheduledTask(name: "prune-outbox", interval: .seconds(60), retryDelays: [.zero]) { _ in
                try await outbox.prune(olderThan: .seconds(3600), chunk: 50_000)
            },
        ]
    }
}

extension SchedulerConfiguration {
    /// This process. Running work has a part of the time that a process has to stop.
    fileprivate init(_ context: ProcessContext) {
        self.init(owner: context.instance)
        drainTimeout = min(drainTimeout, context.settings.worker.shutdownGrace / 2)
    }
}
