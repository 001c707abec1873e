import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import LeadrStore
import Logging
import Redis

/// Takes submissions (`design.md §2`, `contract/scoring.md §5.2`): gate, checks, queue, and for those who ask, the wait for the result.
public struct SubmissionService: Sendable {
    let gate: IngestGate
    let planner: SubmissionPlanner
    let queue: SubmissionQueue
    let inbox: SubmissionInbox?
    let waiting: WaitingCallers?
    let outcomes: SubmissionOutcomes
    let identities: IdentityRepository
    let options: Options
    let hooks: InstalledHooks?
    let usage: UsageMeter?
    let ids: any IDGenerator
    let clock: any Clock
    let logger: Logger

    /// How submissions are taken.
    public struct Options: Sendable {
        /// `ANTICHEAT_ENABLED`.
        public var isAntiCheatEnabled = false
        /// How long an enqueue whose outcome is unknown is looked into before the client is told so.
        public var uncertainty: Duration = .seconds(5)

        /// The defaults.
        public init() {}
    }

    /// Takes a submission.
    ///
    /// - Parameters:
    ///   - body: The draft, or why the body does not fit its schema: the nonce is consumed before a client hears that.
    ///   - envelope: What came with it.
    /// - Throws: ``DomainError`` as the contract says; the error of an invalid body; an error of a server that is away.
    public func submit(_ body: Result<SubmissionDraft, any Error>, _ envelope: SubmissionEnvelope) async throws -> SubmissionAnswer {
        let now = clock.now()
        let key = envelope.idempotencyKey
        if let key, let record = try await gate.idempotency.record(of: key) { return try await resume(record, body, envelope) }
        let entry = try await idempotencyEntry(key, envelope, at: now)
        let event = entry?.record.eventID ?? ScoreEventID(ids.next())
        let plan = try await plan(body, envelope, event: event, acceptedAt: now)
        let request = IngestRequest(
            identityID: envelope.client.identityID,
            eventID: event,
            nonce: envelope.nonce,
            pendingGameID: plan.isAccepted ? envelope.client.gameID : nil,
            idempotency: entry
        )
        switch try await gate.admit(request) {
        case .refused(let refusal): throw DomainError.preconditionFailed(refusal.message)
        case .known(let record): return try await resume(record, body, envelope)
        case .admitted: break
        }
        // The database knows the key although Redis has no record of it any more.
        if let record = entry?.record, record.isQueued { return try await resume(record, body, envelope) }
        return try await proceed(plan, request, envelope, body)
    }

    /// Checks everything before the gate, which costs nothing while caches are warm, and keeps a refusal for after it.
    ///
    /// - Throws: only what is nobody's fault but ours, before the nonce is touched.
    func plan(
        _ body: Result<SubmissionDraft, any Error>,
        _ envelope: SubmissionEnvelope,
        event: ScoreEventID,
        acceptedAt: Timestamp,
        isQueued: Bool = false
    ) async throws -> SubmissionPlan {
        switch body {
        case .failure(let error):
            return .refused(error, name: nil)
        case .success(let draft):
            let name = draft.playerName.isEmpty ? nil : SubmissionPlan.Name(text: draft.playerName, acceptedAt: acceptedAt)
            do {
                return .accepted(try await planner.plan(draft, envelope, event: event, acceptedAt: acceptedAt, isQueued: isQueued))
            } catch let error as DomainError {
                return .refused(error, name: name)
            }
        }
    }

    /// After the gate: queues the submission, or takes its marks back and says why not.
    private func proceed(
        _ plan: SubmissionPlan,
        _ request: IngestRequest,
        _ envelope: SubmissionEnvelope,
        _ body: Result<SubmissionDraft, any Error>
    ) async throws -> SubmissionAnswer {
        switch plan {
        case .accepted(let job):
            if request.idempotency != nil { try await gate.pending.set(PendingSubmission(job), event: job.eventID) }
            if hooks != nil { try await askHook(body, envelope, marks: request) }
            let answer = try await enqueue(job, request.idempotency, envelope, undoing: request)
            if hooks != nil { await tellHook(body, answer, envelope) }
            return answer
        case .refused(let error, let name):
            if request.idempotency != nil { try await gate.withdraw(request) }
            if let name { await remember(name, of: envelope.client.identityID) }
            throw error
        }
    }

    /// Stores the name of a refused submission, as the contract has it (`contract/scoring.md §5.2` step 2).
    private func remember(_ name: SubmissionPlan.Name, of identity: IdentityID) async {
        planner.known.note(name.text, of: identity, acceptedAt: name.acceptedAt)
        do {
            try await identities.setDisplayName(name.text, of: identity, acceptedAt: name.acceptedAt)
        } catch {
            logger.warning("The name of a refused submission was not stored", metadata: ["error": "\(error)"])
        }
    }
}

/// What the checks said about a submission.
enum SubmissionPlan {
    /// A submitted name and when it came.
    struct Name {
        let text: String
        let acceptedAt: Timestamp
    }

    /// Nothing is wrong with it.
    case accepted(SubmissionJob)
    /// It is refused after the gate; a name it carried is kept all the same.
    case refused(any Error, name: Name?)

    var isAccepted: Bool {
        if case .accepted = self { true } else { false }
    }
}
