import ByteJSON
import JobQueue
import LeadrDomain

/// A queue as operators see it: its shards, and their sum.
public struct QueuePicture: Sendable, Equatable {
    /// The queue.
    public let name: QueueName
    /// Its shards, from 0.
    public let shards: [QueueStatistics]

    /// A queue with these shards.
    public init(name: QueueName, shards: [QueueStatistics]) {
        self.name = name
        self.shards = shards
    }

    /// The shards summed; paused when any of them is.
    public var total: QueueStatistics { shards.reduce(QueueStatistics(), +) }

    /// The queue for an operator's eyes.
    public func jsonDescription(now: Timestamp) -> JSONValue {
        .object([
            "queue": .string(name.text),
            "total": .object(total.members(now: now)),
            "paused_shards": .count(shards.count(where: \.isPaused)),
            "shards": .array(
                shards.enumerated().map { number, shard in
                    var members: JSONObject = ["shard": .count(number)]
                    for (key, value) in shard.members(now: now).members { members[key] = value }
                    return .object(members)
                }
            ),
        ])
    }
}

extension QueueStatistics {
    /// How long the oldest waiting job has been there; nil when none waits.
    public func oldestAge(now: Timestamp) -> Duration? {
        oldestEnqueuedAt.map { max(.zero, now - Timestamp(microseconds: $0 * 1000)) }
    }

    fileprivate func members(now: Timestamp) -> JSONObject {
        [
            "live": .count(live), "ready": .count(ready), "redelivery": .count(redelivery), "delayed": .count(delayed), "claimed": .count(claimed),
            "claims": .count(claims), "dead": .count(dead), "bytes": .count(bytes), "dead_bytes": .count(deadBytes), "tenants": .count(tenants),
            "oldest_enqueued_at": .time(milliseconds: oldestEnqueuedAt), "oldest_age_seconds": .seconds(oldestAge(now: now)),
            "paused": .bool(isPaused),
            "totals": .object([
                "enqueued": .count(enqueuedTotal), "completed": .count(completedTotal), "retried": .count(retriedTotal),
                "buried": .count(buriedTotal), "redelivered": .count(redeliveredTotal), "handed_back": .count(handedBackTotal),
            ]),
        ]
    }
}
