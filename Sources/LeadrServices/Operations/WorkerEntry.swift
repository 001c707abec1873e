import ByteJSON
import JobQueue

/// A worker of one queue shard.
public struct WorkerEntry: Sendable, Equatable {
    /// Where it works.
    public let queue: QueueAddress
    /// What is known of it.
    public let worker: WorkerPicture

    /// The worker for an operator's eyes.
    public func jsonDescription() -> JSONValue {
        .object([
            "worker": .string(worker.identity.description),
            "host": .string(worker.identity.host),
            "pid": .integer(Int64(worker.identity.processID)),
            "instance": .string(worker.identity.instance),
            "queue": .string(queue.name.text),
            "shard": .count(queue.shard),
            "concurrency": .count(worker.concurrency),
            "claims": .count(worker.claims),
            "jobs": .count(worker.jobs),
            "oldest_claim_age_seconds": .seconds(worker.oldestClaim),
            "started_at": .time(milliseconds: worker.startedAt),
            "heartbeat_age_seconds": .seconds(worker.silence),
            "round_trip_seconds": .number(Double(worker.roundTrip / .microseconds(1)) / 1_000_000),
            "quiet": .bool(worker.isQuiet),
        ])
    }
}
