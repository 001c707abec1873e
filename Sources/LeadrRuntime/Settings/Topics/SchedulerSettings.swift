/// Background tasks, their grid and the election of the one process that runs them (`design.md` §6).
public struct SchedulerSettings: Sendable, Equatable {
    /// The master switch; it alone switches the tasks off.
    public var isEnabled: Bool
    /// Boards of due templates.
    public var templateInterval: Duration
    /// Closing of boards past their end.
    public var expireInterval: Duration
    /// Deletion of imported nonces that expired unused.
    public var nonceCleanupInterval: Duration
    /// Usage counters from Redis to PostgreSQL.
    public var usageFlushInterval: Duration
    /// Time between looks at the outbox.
    public var outboxPollInterval: Duration
    /// Outbox rows taken at once.
    public var outboxBatchSize: Int
    /// Time between checks of the queues' invariants.
    public var queueCheckInterval: Duration
    /// Delays after failed attempts; as many attempts as entries.
    public var retryDelays: [Duration]
    /// How long one attempt may take before it is cancelled.
    public var timeout: Duration
    /// By how much the slots of a task may be shifted, so that tasks do not all start in one moment.
    public var jitter: Duration
    /// Tasks that make up for the newest slot that passed without a leader; all others skip them.
    public var runsMissed: Set<String>
    /// Time between two alerts about failures of one task.
    public var alertInterval: Duration

    init(_ reader: inout SettingsReader) {
        reader.topic = "Scheduler"
        isEnabled = reader.boolean("BACKGROUND_TASKS_ENABLED", default: true, "master switch of the background tasks")
        templateInterval = reader.seconds("BACKGROUND_TASK_TEMPLATE_INTERVAL", default: 60, "time between looks for due templates")
        expireInterval = reader.seconds("BACKGROUND_TASK_EXPIRE_INTERVAL", default: 60, "time between looks for boards past their end")
        nonceCleanupInterval = reader.seconds("BACKGROUND_TASK_NONCE_CLEANUP_INTERVAL", default: 3600, "time between nonce cleanups")
        usageFlushInterval = reader.seconds("USAGE_FLUSH_INTERVAL_SECONDS", default: 60, "time between writes of usage counters to PostgreSQL")
        outboxPollInterval = reader.milliseconds("OUTBOX_POLL_INTERVAL_MS", default: 500, in: 10...60_000, "time between looks at the outbox")
        outboxBatchSize = reader.integer("OUTBOX_BATCH_SIZE", default: 100, in: 1...10_000, unit: "rows", "outbox rows taken at once")
        queueCheckInterval = reader.seconds("QUEUE_CHECK_INTERVAL_SECONDS", default: 300, "time between checks of the queues' invariants")
        retryDelays = reader.secondsList(
            "BACKGROUND_TASK_RETRY_DELAYS",
            default: [30, 60, 120, 240, 480],
            in: 0...86_400,
            "delays after failed attempts; as many attempts as entries, the last delay is never waited"
        )
        timeout = reader.seconds("BACKGROUND_TASK_TIMEOUT_SECONDS", default: 540, "one attempt is cancelled after this and has failed")
        jitter = reader.seconds(
            "BACKGROUND_TASK_JITTER_SECONDS",
            default: 10,
            in: 0...3600,
            "most that the slots of a task are shifted, by its name; at most half of its interval"
        )
        runsMissed = Set(
            reader.texts("BACKGROUND_TASK_RUN_MISSED", default: [], "tasks that run the newest slot that passed without a leader; others skip it")
        )
        alertInterval = reader.seconds(
            "BACKGROUND_TASK_ALERT_INTERVAL_SECONDS",
            default: 3600,
            in: 1...2_592_000,
            "time between two alerts about one task; the next one says how many were left out"
        )
    }
}
