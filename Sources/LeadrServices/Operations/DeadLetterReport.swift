import ByteJSON
import JobQueue
import LeadrDomain

/// What became, or would become, of dead letters.
public struct DeadLetterReport: Sendable, Equatable {
    /// What is done to them.
    public enum Action: String, Sendable {
        /// Each goes back to the end of the queue in which it died, counters at zero.
        case retry
        /// Each is gone for good; a submission is rejected.
        case drop
    }

    /// What is done.
    public let action: Action
    /// Whether nothing was done.
    public let isDryRun: Bool
    /// The letters that fit, oldest first.
    public let letters: [DeadLetterRecord]
    /// Ids of those that the action worked on. The others vanished meanwhile, or are no jobs and cannot be retried.
    public let changed: Set<String>
    /// Whether more letters fit than were allowed.
    public let hasMore: Bool

    /// The report for an operator's eyes.
    public func jsonDescription() -> JSONValue {
        .object([
            "action": .string(action.rawValue),
            "dry_run": .bool(isDryRun),
            "matched": .count(letters.count),
            "changed": .count(changed.count),
            "has_more": .bool(hasMore),
            "letters": .array(
                letters.map { letter in
                    .object([
                        "id": .string(letter.id), "submission_id": .text(letter.eventID?.wire),
                        "queue": .text(letter.queue?.name.text), "shard": letter.queue.map { .count($0.shard) } ?? .null,
                        "store": .string(letter.store.rawValue), "died_at": .time(letter.diedAt), "reason": .string(letter.reason),
                        "changed": .bool(changed.contains(letter.id)),
                    ])
                }
            ),
        ])
    }

    /// The report as it is recorded: numbers, and the first ids.
    func auditDescription() -> JSONValue {
        .object([
            "matched": .count(letters.count), "changed": .count(changed.count), "has_more": .bool(hasMore),
            "ids": .array(letters.lazy.map(\.id).filter(changed.contains).prefix(100).map { .string($0) }),
        ])
    }
}
