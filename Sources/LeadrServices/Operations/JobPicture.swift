import ByteJSON
import JobQueue
import LeadrDomain
import LeadrJobs

/// A live job as operators see it.
public struct JobPicture: Sendable, Equatable {
    /// The queue shard it is in.
    public let queue: QueueAddress
    /// The entry.
    public let entry: ListedJob
    /// What it is; nil when the entry is no job.
    public let job: Job?

    init(_ entry: ListedJob, on queue: QueueAddress) {
        self.queue = queue
        self.entry = entry
        job = entry.job
    }

    /// The job for an operator's eyes.
    public func jsonDescription() -> JSONValue {
        var members = JobDescription.members(of: job, on: queue.name, bytes: entry.envelope.count)
        members["queue"] = .string(queue.name.text)
        members["shard"] = .count(queue.shard)
        members["place"] = .string(entry.place.rawValue)
        members["due_at"] = .time(milliseconds: entry.due)
        members["claim"] = entry.claim.map(Self.describe) ?? .null
        return .object(members)
    }

    private static func describe(_ claim: ListedClaim) -> JSONValue {
        let worker = WorkerIdentity(claim.owner)
        return .object([
            "owner": .string(claim.owner), "host": .text(worker?.host), "pid": worker.map { .integer(Int64($0.processID)) } ?? .null,
            "claimed_at": .time(milliseconds: claim.since), "lease_ends_at": .time(milliseconds: claim.expiry),
        ])
    }
}

/// What is in a job's envelope, in words.
enum JobDescription {
    /// Members that every job has, alive or dead. Bytes that cannot be read are never shown: they may hold a client's address.
    static func members(of job: Job?, on queue: QueueName?, bytes: Int) -> JSONObject {
        [
            "id": .text(job?.hexadecimalID),
            "tenant": .text(job?.tenant.text),
            "enqueued_at": .time(milliseconds: job?.enqueuedAt),
            "deliveries": job.map { .count($0.deliveries) } ?? .null,
            "failures": job.map { .count($0.failures) } ?? .null,
            "request_id": given(job?.requestID),
            "trace": given(job?.traceparent),
            "reply_to": .bool(job?.replyTo.isEmpty == false),
            "bytes": .count(bytes),
            "payload": job.flatMap { payload($0, on: queue) } ?? .null,
        ]
    }

    private static func given(_ text: String?) -> JSONValue {
        text?.isEmpty == true ? .null : .text(text)
    }

    private static func payload(_ job: Job, on queue: QueueName?) -> JSONValue? {
        if queue == Queues.boardState { return try? BoardStateJob(decoding: job.payload).jsonDescription() }
        if queue == Queues.delivery { return try? DeliveryJob(decoding: job.payload).jsonDescription() }
        return try? SubmissionJob(decoding: job.payload).jsonDescription()
    }
}
