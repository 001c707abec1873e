import JobQueue
import LeadrDomain
import LeadrJobs

/// The stage that talks to peers outside. What is slow or away there holds up nothing but this queue.
public struct DeliveryStage: JobBatchHandler {
    private let mails: MailSender
    private let webhooks: WebhookSender

    /// A stage.
    ///
    /// - Parameters:
    ///   - mails: Sends mails.
    ///   - webhooks: Delivers to webhooks.
    public init(mails: MailSender, webhooks: WebhookSender) {
        self.mails = mails
        self.webhooks = webhooks
    }

    /// Handles a batch.
    ///
    /// - Throws: `PostgresError` when the database is away; the batch waits. Nothing that was delivered is delivered again then.
    public func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        let decoded = jobs.map { job in
            Result { () throws(JobDecodingError) in try DeliveryJob(decoding: job.payload) }
        }
        var mailTasks: [DeliveryTask<Kinds.Email>] = []
        var webhookTasks: [DeliveryTask<Kinds.WebhookDelivery>] = []
        for case (let job, .success(let delivery)) in zip(jobs, decoded) {
            switch delivery {
            case .mail(let id): mailTasks.append(DeliveryTask(id: id, failures: job.failures))
            case .webhook(let id): webhookTasks.append(DeliveryTask(id: id, failures: job.failures))
            }
        }
        let outcomes = await outcomes(mailTasks, webhookTasks)
        let (sent, delivered) = (try outcomes.mails.get(), try outcomes.webhooks.get())
        return decoded.map { job in
            switch job {
            // What needs nothing any more has no outcome.
            case .success(.mail(let mail)): sent[mail] ?? .complete
            case .success(.webhook(let delivery)): delivered[delivery] ?? .complete
            case .failure(let error): .bury(reason: "malformed payload: \(error)")
            }
        }
    }

    /// Both at once. What fails of one kind does not cut the other off.
    private func outcomes(
        _ mailTasks: [DeliveryTask<Kinds.Email>],
        _ webhookTasks: [DeliveryTask<Kinds.WebhookDelivery>]
    ) async -> (mails: Result<[EmailID: JobOutcome], any Error>, webhooks: Result<[WebhookDeliveryID: JobOutcome], any Error>) {
        async let sent = Result { try await mails.courier.deliver(mailTasks) }
        async let delivered = Result { try await webhooks.courier.deliver(webhookTasks) }
        return (await sent, await delivered)
    }

    /// See ``JobQueue/JobBatchHandler/cause(of:)``.
    public func cause(of error: any Error) -> BatchErrorCause { StageErrors.cause(of: error) }
}
