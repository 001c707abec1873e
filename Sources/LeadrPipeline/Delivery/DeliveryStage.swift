import JobQueue
import LeadrDomain
import LeadrJobs

/// The stage that talks to peers outside. What is slow or away there holds up nothing but this queue.
public struct DeliveryStage: JobBatchHandler {
    private let mails: MailSender

    /// A stage.
    ///
    /// - Parameter mails: Sends mails.
    public init(mails: MailSender) {
        self.mails = mails
    }

    /// Handles a batch.
    ///
    /// - Throws: `PostgresError` when the database is away; the batch waits. Nothing that was delivered is delivered again then.
    public func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        let decoded = jobs.map { job in
            Result { () throws(JobDecodingError) in try DeliveryJob(decoding: job.payload) }
        }
        var tasks: [MailTask] = []
        for case (let job, .success(.mail(let mail))) in zip(jobs, decoded) { tasks.append(MailTask(id: mail, failures: job.failures)) }
        let outcomes = try await mails.send(tasks)
        return decoded.map { job in
            switch job {
            // A mail that needs nothing any more has no outcome.
            case .success(.mail(let mail)): outcomes[mail] ?? .complete
            case .failure(let error): .bury(reason: "malformed payload: \(error)")
            }
        }
    }

    /// See ``JobQueue/JobBatchHandler/cause(of:)``.
    public func cause(of error: any Error) -> BatchErrorCause { StageErrors.cause(of: error) }
}
