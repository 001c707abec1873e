/// A broken invariant of a queue, found by ``RedisJobQueue/check(_:scansKeys:deepLimit:repairs:)``.
public struct QueueFinding: Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, as a stable word, for example `claim-without-lease`; `docs/queue.md` lists them.
    public let code: String
    /// Tenant, claim or job it is about; empty for a counter.
    public let subject: String
    /// What the queue's books say.
    public let expected: Int
    /// What is there.
    public let actual: Int

    /// Whether it is only told and never mended: a job that was pushed twice takes effect once, and an entry that is no job is buried by its worker.
    public var isNotice: Bool { code == "job-twice" || code == "malformed" }

    /// One line.
    public var description: String { "\(code)\(subject.isEmpty ? "" : " \(subject)"): expected \(expected), found \(actual)" }
}

/// What a check of one queue shard found.
public struct QueueCheck: Sendable, Equatable {
    /// The queue.
    public let queue: QueueAddress
    /// Live jobs counted.
    public let jobs: Int
    /// Dead letters counted.
    public let dead: Int
    /// Whether every job was read, or only counted because there were too many.
    public let isDeep: Bool
    /// What is wrong; empty when all is well.
    public let findings: [QueueFinding]

    /// Whether every invariant holds.
    public var isClean: Bool { findings.allSatisfy(\.isNotice) }
}
