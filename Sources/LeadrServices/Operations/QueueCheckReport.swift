import ByteJSON
import JobQueue

/// What a check of queues found, and whether all is well now.
public struct QueueCheckReport: Sendable, Equatable {
    /// Whether what was found was to be mended.
    public let repairs: Bool
    /// What was found, per queue shard.
    public let found: [QueueCheck]
    /// What a second check found after the repair.
    private let after: [QueueCheck]

    init(repairs: Bool, found: [QueueCheck], after: [QueueCheck]? = nil) {
        self.repairs = repairs
        self.found = found
        self.after = after ?? found
    }

    /// Whether every invariant holds now.
    public var isClean: Bool { after.allSatisfy(\.isClean) }

    /// The report for an operator's eyes.
    public func jsonDescription() -> JSONValue {
        .object(["clean": .bool(isClean), "repair": .bool(repairs), "queues": .array(zip(found, after).map(Self.describe))])
    }

    /// The report as it is recorded: what was found.
    func auditDescription() -> JSONValue {
        .object(["clean": .bool(isClean), "queues": .array(zip(found, after).filter { !$0.0.findings.isEmpty }.map(Self.describe))])
    }

    private static func describe(_ found: QueueCheck, _ after: QueueCheck) -> JSONValue {
        .object([
            "queue": .string(found.queue.name.text),
            "shard": .count(found.queue.shard),
            "jobs": .count(found.jobs),
            "dead": .count(found.dead),
            "deep": .bool(found.isDeep),
            "clean": .bool(after.isClean),
            "findings": .array(
                found.findings.map { finding in
                    .object([
                        "code": .string(finding.code), "subject": .string(finding.subject), "expected": .count(finding.expected),
                        "actual": .count(finding.actual), "notice": .bool(finding.isNotice),
                    ])
                }
            ),
        ])
    }
}
