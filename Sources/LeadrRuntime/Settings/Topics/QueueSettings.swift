import JobQueue

/// The queues that all processes share (`design.md` §3).
public struct QueueSettings: Sendable, Equatable {
    /// Start of every queue key in Redis.
    public var prefix: String
    /// Number of shards; stored at the first start, every process must have the same.
    public var shards: Int
    /// Deliveries of a job, after which it is parked.
    public var maxDeliveries: Int
    /// Failures of a job, after which it is parked.
    public var maxAttempts: Int
    /// How long a claim holds without a heartbeat.
    public var lease: Duration
    /// Time between heartbeats.
    public var heartbeat: Duration
    /// Time between searches for claims of dead workers.
    public var reaperInterval: Duration
    /// Most submissions of a shard that may wait in all queues of the pipeline together; beyond it further ones get 503.
    public var maxLength: Int
    /// Most bytes of them.
    public var maxBytes: Int
    /// How much of dead letters Redis keeps, per queue.
    public var deadLetters: DeadLetterBounds

    init(_ reader: inout SettingsReader) {
        reader.topic = "Queues"
        prefix = reader.text("QUEUE_PREFIX", default: "leadr:q:", "start of every queue key")
        shards = reader.integer("QUEUE_SHARDS", default: 1, in: 1...64, "shards; stored at the first start, the same in every process")
        maxDeliveries = reader.integer("JOB_MAX_DELIVERIES", default: 5, in: 1...100, "deliveries without an outcome before a job is parked")
        maxAttempts = reader.integer("JOB_MAX_ATTEMPTS", default: 5, in: 1...100, "failures before a job is parked")
        lease = reader.seconds("JOB_LEASE_SECONDS", default: 15, in: 2...600, "how long a claim holds without a heartbeat")
        heartbeat = reader.seconds("JOB_HEARTBEAT_SECONDS", default: 5, in: 1...300, "time between heartbeats; at most half the lease")
        reaperInterval = reader.seconds("JOB_REAPER_INTERVAL_SECONDS", default: 5, in: 1...300, "time between searches for claims of dead workers")
        maxLength = reader.integer(
            "QUEUE_MAX_LENGTH",
            default: 1_000_000,
            in: 1...1_000_000_000,
            unit: "jobs",
            "most submissions of a shard in all queues together; beyond it 503"
        )
        maxBytes = reader.integer(
            "QUEUE_MAX_BYTES",
            default: 1_073_741_824,
            in: 1024...1_099_511_627_776,
            unit: "bytes",
            "their bytes; beyond it 503"
        )
        deadLetters = DeadLetterBounds(
            letters: reader.integer(
                "DEAD_LETTER_MAX_COUNT",
                default: 10_000,
                in: 0...10_000_000,
                unit: "jobs",
                "dead letters that Redis keeps per queue"
            ),
            bytes: reader.integer("DEAD_LETTER_MAX_BYTES", default: 67_108_864, in: 0...1_099_511_627_776, unit: "bytes", "their bytes, per queue"),
            age: reader.seconds("DEAD_LETTER_MAX_AGE_SECONDS", default: 2_592_000, in: 60...315_360_000, "how long Redis keeps a dead letter")
        )
        if heartbeat * 2 > lease {
            reader.report("JOB_HEARTBEAT_SECONDS", "must be at most half of JOB_LEASE_SECONDS, so that one lost heartbeat loses no claim")
        }
        if prefix.isEmpty || prefix.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7B || $0 == 0x7D }) {
            reader.report("QUEUE_PREFIX", "must not be empty nor contain blanks or braces")
        }
    }
}
