import JobQueue
import LeadrDelivery
import LeadrDomain
import LeadrStore
import Logging

/// Sends mails: takes them in the database, hands them to the provider, notes what became of them (`contract/platform.md §4.5`).
///
/// A worker that is killed between the two leaves a mail that is sent once more; nothing else sends one twice.
public struct MailSender: Sendable {
    /// How it sends.
    public struct Options: Sendable {
        /// When and how often a mail is tried again.
        public var retry = RetryPolicy(base: .seconds(5), maximum: .seconds(3600), maximumAttempts: 12)
        /// How long a mail is taken for one attempt; more than an attempt can last, the wait for its turn included.
        public var lease: Duration = .seconds(45)

        /// The defaults.
        public init() {}
    }

    let store: EmailStore
    let provider: any MailProvider
    let gate: DeliveryGate
    let options: Options
    let onSent: @Sendable (OutgoingMail) async -> Void
    let logger: Logger
    let unrecorded = UnrecordedMails()

    /// A sender.
    ///
    /// - Parameters:
    ///   - store: The mails.
    ///   - provider: Who sends them.
    ///   - gate: Paces attempts at the provider.
    ///   - options: How it sends.
    ///   - onSent: Called once for every mail that was sent; the place to count the use of an account.
    ///   - logger: Told of mails that will not be sent.
    public init(
        store: EmailStore,
        provider: any MailProvider,
        gate: DeliveryGate,
        options: Options = Options(),
        onSent: @escaping @Sendable (OutgoingMail) async -> Void = { _ in },
        logger: Logger
    ) {
        self.store = store
        self.provider = provider
        self.gate = gate
        self.options = options
        self.onSent = onSent
        self.logger = logger
    }

    /// Sends what is to be sent of some mails.
    ///
    /// - Returns: What becomes of the jobs, by mail; those missing are done.
    /// - Throws: `PostgresError`, after all attempts have ended.
    func send(_ all: [MailTask]) async throws -> [EmailID: JobOutcome] {
        guard !all.isEmpty else { return [:] }
        // A mail may have two jobs; in one batch they are one attempt.
        let tasks = Dictionary(all.map { ($0.id, $0) }) { $0.failures > $1.failures ? $0 : $1 }.values.sorted { $0.id < $1.id }
        try await recordLate(tasks)
        let ids = tasks.map(\.id)
        if let refusal = gate.refusal() { return try await putOff(ids, by: refusal) }
        let claims = try await store.claim(ids, for: options.lease)
        return try await withThrowingTaskGroup(of: (EmailID, Result<JobOutcome, any Error>).self) { group in
            var outcomes: [EmailID: JobOutcome] = [:]
            for task in tasks {
                switch claims[task.id] {
                case .taken(let mail)?: group.addTask { (mail.id, await Result { try await attempt(mail, failures: task.failures) }) }
                case .busy(let rest)?: outcomes[task.id] = .postpone(after: rest + .seconds(1))
                case nil: break
                }
            }
            var failure: (any Error)?
            for try await (id, result) in group {
                switch result {
                case .success(let outcome): outcomes[id] = outcome
                case .failure(let error): failure = error
                }
            }
            if let failure { throw failure }
            return outcomes
        }
    }

    private func putOff(_ ids: [EmailID], by delay: Duration) async throws -> [EmailID: JobOutcome] {
        try await store.release(ids, dueIn: delay)
        return Dictionary(ids.map { ($0, JobOutcome.postpone(after: delay)) }) { first, _ in first }
    }

    /// Mails that went out while the database was away.
    private func recordLate(_ tasks: [MailTask]) async throws {
        for task in tasks {
            if let sent = unrecorded.sent(task.id) { try await record(sent.mail, sent.receipt) }
        }
    }

    func record(_ mail: OutgoingMail, _ receipt: MailReceipt) async throws {
        let isNews = try await store.finish(mail.id, providerID: receipt.id, response: receipt.response)
        unrecorded.forget(mail.id)
        guard isNews else { return }
        MailMetrics.ended("sent", provider.name)
        await onSent(mail)
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
