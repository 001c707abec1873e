import ByteJSON
import LeadrDomain

/// What operators read of queues (`docs/operations.md`).
extension Schema {
    /// A queue with its shards.
    static let queuePicture = Schema.object(
        "Queue",
        [
            SchemaField("queue", .string), SchemaField("total", .object("QueueStatistics", statistics, isClosed: true)),
            SchemaField("paused_shards", .integer),
            SchemaField("shards", Schema.object("QueueShard", [SchemaField("shard", .integer)] + statistics, isClosed: true).list),
        ],
        isClosed: true
    )

    /// A worker of a queue shard.
    static let workerEntry = Schema.object(
        "Worker",
        [
            SchemaField("worker", .string), SchemaField("host", .string), SchemaField("pid", .integer), SchemaField("instance", .string),
            SchemaField("queue", .string), SchemaField("shard", .integer), SchemaField("concurrency", .integer), SchemaField("claims", .integer),
            SchemaField("jobs", .integer), SchemaField("oldest_claim_age_seconds", Schema.number.orNull),
            SchemaField("started_at", Schema.timestamp.orNull), SchemaField("heartbeat_age_seconds", Schema.number.orNull),
            SchemaField("round_trip_seconds", .number), SchemaField("quiet", .boolean),
        ],
        isClosed: true
    )

    /// What a check of the queues found.
    static let queueCheck = Schema.object(
        "QueueCheck",
        [
            SchemaField("clean", .boolean), SchemaField("repair", .boolean),
            SchemaField(
                "queues",
                Schema.object([
                    SchemaField("queue", .string), SchemaField("shard", .integer), SchemaField("jobs", .integer), SchemaField("dead", .integer),
                    SchemaField("deep", .boolean), SchemaField("clean", .boolean), SchemaField("findings", finding.list),
                ]).list
            ),
        ],
        isClosed: true
    )

    private static let finding = Schema.object(
        "QueueFinding",
        [
            SchemaField("code", .string), SchemaField("subject", .string), SchemaField("expected", .integer), SchemaField("actual", .integer),
            SchemaField("notice", .boolean),
        ],
        isClosed: true
    )

    private static let statistics =
        [
            "live", "ready", "redelivery", "delayed", "claimed", "claims", "dead", "bytes", "dead_bytes", "tenants",
        ].map { SchemaField($0, .integer) } + [
            SchemaField("oldest_enqueued_at", Schema.timestamp.orNull), SchemaField("oldest_age_seconds", Schema.number.orNull),
            SchemaField("paused", .boolean), SchemaField("totals", .object(totals, isClosed: true)),
        ]

    private static let totals = ["enqueued", "completed", "retried", "buried", "redelivered", "handed_back"].map { SchemaField($0, .integer) }
}
