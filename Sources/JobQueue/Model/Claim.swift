/// A batch of jobs that one worker holds until its lease ends.
public struct Claim: Sendable, Equatable {
    /// Proves ownership in every later step.
    public let token: ClaimToken
    /// Where the jobs came from.
    public let queue: QueueAddress
    /// The jobs, in the order of the queue.
    public let jobs: [Job]
    /// Entries that are no jobs; to be buried, never dropped.
    public let malformed: [[UInt8]]

    /// A claim as a driver read it.
    public init(token: ClaimToken, queue: QueueAddress, entries: [[UInt8]]) {
        self.token = token
        self.queue = queue
        var jobs: [Job] = []
        var malformed: [[UInt8]] = []
        jobs.reserveCapacity(entries.count)
        for entry in entries {
            if let job = try? JobEnvelope.decode(entry) { jobs.append(job) } else { malformed.append(entry) }
        }
        self.jobs = jobs
        self.malformed = malformed
    }
}
