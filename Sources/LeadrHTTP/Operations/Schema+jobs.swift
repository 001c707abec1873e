import ByteJSON
import LeadrDomain

/// What operators read of jobs, dead letters and their own actions (`docs/operations.md`).
extension Schema {
    /// The id of a job, or of the submission in it.
    static let jobID = either(.id(Kinds.ScoreEvent.self), .uuid)

    /// A live job.
    static let job = Schema.object(
        "Job",
        jobFields + [
            SchemaField("queue", .string), SchemaField("shard", .integer),
            SchemaField("place", .oneOf(["ready", "redelivery", "delayed", "claimed"])), SchemaField("due_at", Schema.timestamp.orNull),
            SchemaField("claim", Schema.object("Claim", claimFields, isClosed: true).orNull),
        ],
        isClosed: true
    )

    /// A dead letter.
    static let deadLetter = Schema.object("DeadLetter", deadLetterFields, isClosed: true)

    /// A job, wherever it is: live, or a dead letter.
    static let anyJob = either(job, deadLetter)

    /// What became, or would become, of dead letters.
    static let deadLetterReport = Schema.object(
        "DeadLetterReport",
        [
            SchemaField("action", .oneOf(["retry", "drop"])), SchemaField("dry_run", .boolean), SchemaField("matched", .integer),
            SchemaField("changed", .integer), SchemaField("has_more", .boolean), SchemaField("letters", Schema.object(reportedLetter).list),
        ],
        isClosed: true
    )

    /// A change that an operator made.
    static let operatorAction = Schema.object(
        "OperatorAction",
        [
            SchemaField("id", .string), SchemaField("at", .timestamp), SchemaField("actor", .string), SchemaField("action", .string),
            SchemaField("target", .string), SchemaField("parameters", .any), SchemaField("status", .oneOf(["started", "done", "failed"])),
            SchemaField("result", .any), SchemaField("finished_at", Schema.timestamp.orNull),
        ],
        isClosed: true
    )

    private static let jobFields = [
        SchemaField("id", Schema.string.orNull), SchemaField("tenant", Schema.string.orNull), SchemaField("enqueued_at", Schema.timestamp.orNull),
        SchemaField("deliveries", Schema.integer.orNull), SchemaField("failures", Schema.integer.orNull),
        SchemaField("request_id", Schema.string.orNull), SchemaField("trace", Schema.string.orNull), SchemaField("reply_to", .boolean),
        SchemaField("bytes", .integer), SchemaField("payload", .any),
    ]

    private static let claimFields = [
        SchemaField("owner", .string), SchemaField("host", Schema.string.orNull), SchemaField("pid", Schema.integer.orNull),
        SchemaField("claimed_at", Schema.timestamp.orNull), SchemaField("lease_ends_at", Schema.timestamp.orNull),
    ]

    private static let deadLetterFields =
        jobFields + place + [
            SchemaField("place", .oneOf(["dead"])), SchemaField("owner", Schema.string.orNull),
        ]

    private static let reportedLetter = [SchemaField("id", .string), SchemaField("changed", .boolean)] + place

    /// Where a dead letter is, and why.
    private static let place = [
        SchemaField("submission_id", Schema.string.orNull), SchemaField("queue", Schema.string.orNull), SchemaField("shard", Schema.integer.orNull),
        SchemaField("store", .oneOf(["redis", "postgres"])), SchemaField("died_at", Schema.timestamp.orNull), SchemaField("reason", .string),
    ]
}
