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
        if durability == .postgres {
            reader.report("INGEST_DURABILITY", "postgres is not available in this version; use redis")
        }
    }
}
