/// One shard of one queue: the unit that claims, leases and counters belong to.
public struct QueueAddress: Hashable, Sendable, CustomStringConvertible {
    /// The kind of work.
    public let name: QueueName
    /// Shard number, from 0. All queues of a shard share one Redis hash tag, so that forwarding is one atomic step.
    public let shard: Int

    /// An address; shard 0 unless stated.
    public init(_ name: QueueName, shard: Int = 0) {
        self.name = name
        self.shard = shard
    }

    /// `name/shard`, for logs.
    public var description: String { "\(name)/\(shard)" }
}
