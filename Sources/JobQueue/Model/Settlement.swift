/// The decided end of one job of a claim, as a driver carries it out. Jobs of the claim that are not named are complete.
public enum Settlement: Sendable, Equatable {
    /// Enters the next queue of the same shard.
    case forward(Job, to: QueueName)
    /// Waits in the delayed set; the job's failure, if it is one, is already counted in it.
    case retry(Job, after: Duration)
    /// Waits to be claimed alone, nothing counted: one job of its batch may be what went wrong.
    case isolate(Job)
    /// Goes to the dead letters.
    case bury(DeadJob)
}

/// A job, or bytes that are none, on their way to the dead letters.
public struct DeadJob: Sendable, Equatable {
    /// Hexadecimal identity under which operators find it.
    public let id: String
    /// Why it ended there.
    public let reason: String
    /// The envelope as it was in the queue.
    public let envelope: [UInt8]

    /// A dead letter; the reason is cut to 1,000 bytes.
    public init(id: String, reason: String, envelope: [UInt8]) {
        self.id = id
        self.reason = String(decoding: reason.utf8.prefix(1000), as: UTF8.self)
        self.envelope = envelope
    }
}
