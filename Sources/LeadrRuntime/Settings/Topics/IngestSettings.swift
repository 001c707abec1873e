/// Accepting submissions (`design.md` §2).
public struct IngestSettings: Sendable, Equatable {
    /// What a 2xx answer guarantees.
    public enum Durability: String, Sendable, Equatable, CaseIterable {
        /// The job is in Redis and its append-only file is synced.
        case redis
        /// The job is in an inbox table of PostgreSQL as well.
        case postgres
    }

    /// What a 2xx answer guarantees.
    public var durability: Durability
    /// How long a request of an SDK waits for its result when it does not say.
    public var sdkWait: Duration
    /// Requests held at once while they wait; beyond it the receipt is sent.
    public var maxWaiters: Int
    /// Time between sweeps of the inbox; each looks at Redis's epoch as well, with either durability.
    public var sweepInterval: Duration
    /// Age from which an unmarked submission is swept.
    public var sweepAge: Duration
    /// Submissions swept at once.
    public var sweepBatchSize: Int
    /// Largest serialised metadata of a score, in bytes.
    public var metadataMaxBytes: Int

    init(_ reader: inout SettingsReader) {
        reader.topic = "Submissions"
        durability = reader.choice("INGEST_DURABILITY", default: Durability.redis, "what an accepted submission survives")
        sdkWait = reader.milliseconds("INGEST_SDK_WAIT_MS", default: 5000, in: 0...30_000, "wait of requests with a `LEADR-Client` header; 0 = none")
        maxWaiters = reader.integer("INGEST_MAX_WAITERS", default: 2000, in: 0...1_000_000, "requests that wait at once, per process; beyond it 202")
        metadataMaxBytes = reader.integer(
            "SCORE_METADATA_MAX_SIZE_BYTES",
            default: 1024,
            in: 0...65_536,
            unit: "bytes",
            "largest serialised metadata of a score"
        )
        sweepInterval = reader.seconds(
            "INGEST_SWEEP_INTERVAL_SECONDS",
            default: 5,
            in: 1...3600,
            "time between looks at Redis's epoch and for submissions in the inbox that are not in Redis"
        )
        sweepAge = reader.seconds(
            "INGEST_SWEEP_AGE_SECONDS",
            default: 10,
            in: 5...3600,
            "age from which a submission in the inbox that is not known to be in Redis is pushed"
        )
        sweepBatchSize = reader.integer(
            "INGEST_SWEEP_BATCH_SIZE",
            default: 1000,
            in: 1...10_000,
            unit: "rows",
            "submissions read from the inbox and pushed at once"
        )
    }
}
