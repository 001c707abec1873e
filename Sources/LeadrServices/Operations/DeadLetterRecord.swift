import ByteJSON
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import LeadrStore

/// A dead letter, wherever it is kept: in Redis, or, when Redis was freed of it, in the table of dead submissions.
public struct DeadLetterRecord: Sendable, Equatable {
    /// Where it can be acted on.
    public enum Store: String, Sendable {
        /// Among the dead letters of its queue.
        case redis
        /// Only in the table `dead_submissions`.
        case postgres
    }

    /// Hexadecimal id of the job.
    public let id: String
    /// Queue in which it died; nil when no queue of this installation has that name.
    public let queue: QueueAddress?
    /// Where it is kept.
    public let store: Store
    /// When it died; for one that is only in the table, when it was copied there.
    public let diedAt: Timestamp
    /// Who held it last, `host:pid:instance`; nil when that is not known any more.
    public let owner: String?
    /// Why it died.
    public let reason: String
    /// How often workers vanished with it.
    public let deliveries: Int
    /// The job; nil when the bytes are none.
    public let job: Job?
    /// Size of the envelope, or of what is left of it.
    public let bytes: Int
    /// The submission in it, if it is one that can be read.
    public let submission: SubmissionJob?
    /// The recompute in it, if it is one.
    public let boardState: BoardStateJob?

    /// The submission it is about; in the database that is known even when the job cannot be read.
    public var eventID: ScoreEventID? { submission?.eventID ?? (store == .postgres ? job.map { ScoreEventID($0.id) } : nil) }

    /// Its place in the list.
    public var position: DeadLetterPosition { DeadLetterPosition(diedAt: diedAt, id: id) }

    /// The letter for an operator's eyes.
    public func jsonDescription() -> JSONValue {
        var members = JobDescription.members(of: job, on: queue?.name, bytes: bytes)
        members["id"] = .string(id)
        members["deliveries"] = .count(deliveries)
        members["submission_id"] = .text(eventID?.wire)
        members["queue"] = .text(queue?.name.text)
        members["shard"] = queue.map { .count($0.shard) } ?? .null
        members["place"] = "dead"
        members["store"] = .string(store.rawValue)
        members["died_at"] = .time(diedAt)
        members["owner"] = .text(owner)
        members["reason"] = .string(reason)
        return .object(members)
    }
}

extension DeadLetterRecord {
    /// A letter in Redis.
    init(_ letter: DeadLetter, on queue: QueueAddress) {
        let job = letter.job
        self.init(
            id: letter.id,
            queue: queue,
            store: .redis,
            diedAt: Timestamp(microseconds: letter.diedAt * 1000),
            owner: letter.owner,
            reason: letter.reason,
            deliveries: job?.deliveries ?? 0,
            job: job,
            bytes: letter.envelope.count,
            submission: Queues.submissions.contains(queue.name) ? job.flatMap { try? SubmissionJob(decoding: $0.payload) } : nil,
            boardState: queue.name == Queues.boardState ? job.flatMap { try? BoardStateJob(decoding: $0.payload) } : nil
        )
    }

    /// A dead submission that left Redis.
    init(_ row: OpenDeadSubmission, in directory: QueueDirectory) {
        let tenant = try? Tenant(row.accountID)
        self.init(
            id: UUIDText.hexadecimal(row.eventID.uuid),
            queue: directory.name(row.queue).map { QueueAddress($0, shard: directory.shards.shard(of: row.boardID)) },
            store: .postgres,
            diedAt: row.diedAt,
            owner: nil,
            reason: row.error,
            deliveries: row.deliveries,
            job: Job(id: row.eventID.uuid, tenant: tenant ?? .system, enqueuedAt: row.acceptedAt.microseconds / 1000, payload: row.payload),
            bytes: row.payload.count,
            submission: row.job,
            boardState: nil
        )
    }
}
