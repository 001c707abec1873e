import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import Logging

extension SubmissionService {
    /// Queues a submission and answers it, after waiting for its result when the client asked for that.
    ///
    /// - Parameter marks: Marks of the gate to take back when it is known not to be queued; nil when they may be those of another request.
    func enqueue(
        _ job: SubmissionJob,
        _ entry: IdempotencyEntry?,
        _ envelope: SubmissionEnvelope,
        undoing marks: IngestRequest?
    ) async throws -> SubmissionAnswer {
        // The place is taken before the job is queued, so that no result can come too early.
        let ticket = envelope.wait.flatMap { waiting?.register(job.eventID, wait: $0) }
        do {
            if let decided = try await accept(job, envelope, replyTo: ticket == nil ? "" : waiting?.channel ?? "") {
                if let ticket { waiting?.leave(ticket) }
                return try await answer(decided, to: job)
            }
        } catch {
            if let ticket { waiting?.leave(ticket) }
            if let marks, !error.isUnknownOutcome { try? await gate.withdraw(marks) }
            throw error
        }
        usage?.count(.scoreSubmissions, for: job.accountID)
        await confirm(job, entry)
        guard let ticket, let waiting else { return .receipt(ScoreView(receiptFor: job), job.eventID) }
        return try await wait(with: ticket, waiting, job)
    }

    /// Waits for the decision; the receipt when it does not come in time.
    func wait(with ticket: WaitTicket, _ waiting: WaitingCallers, _ job: SubmissionJob) async throws -> SubmissionAnswer {
        let outcome = await waiting.outcome(
            of: ticket,
            decode: { try? SubmissionResult(decoding: $0) },
            read: { try? await outcomes.result(of: job.eventID) }
        )
        guard case .decided(let result) = outcome else { return .receipt(ScoreView(receiptFor: job), job.eventID) }
        return try await answer(result, to: job)
    }

    /// Notes names and, with an `Idempotency-Key`, that the submission is queued or in the inbox. Neither can undo what is done.
    private func confirm(_ job: SubmissionJob, _ entry: IdempotencyEntry?) async {
        if let name = job.submittedName { planner.known.note(name, of: job.identityID, acceptedAt: job.acceptedAt) }
        guard let entry else { return }
        do {
            try await gate.idempotency.confirm(entry)
        } catch {
            logger.warning("A queued submission was not confirmed; a repetition queues it again", metadata: ["error": "\(error)"])
        }
    }

    /// Makes sure of a submission, as far as `INGEST_DURABILITY` asks for it.
    private func accept(_ job: SubmissionJob, _ envelope: SubmissionEnvelope, replyTo: String) async throws -> SubmissionResult? {
        guard let inbox else { return try await push(job, envelope, replyTo: replyTo) }
        return try await keepAndPush(job, in: inbox, envelope, replyTo: replyTo)
    }

    /// Puts a submission into the queue.
    ///
    /// An enqueue whose answer was lost may have happened. Since queueing twice is harmless, it is tried again, and the decision looked up,
    /// until one of them tells.
    ///
    /// - Returns: The decision when it was found that way; nil once the submission is known to be queued.
    /// - Throws: `QueueError`; with code `outcomeUnknown` when time ran out.
    private func push(_ job: SubmissionJob, _ envelope: SubmissionEnvelope, replyTo: String) async throws -> SubmissionResult? {
        do throws(QueueError) {
            try await queue.push(job, envelope, replyTo: replyTo)
            return nil
        } catch {
            guard error.code == .outcomeUnknown else { throw error }
            return try await settle(job, envelope, replyTo: replyTo, error)
        }
    }

    private func settle(_ job: SubmissionJob, _ envelope: SubmissionEnvelope, replyTo: String, _ error: QueueError) async throws -> SubmissionResult?
    {
        let deadline = ContinuousClock.now + (envelope.wait ?? options.uncertainty)
        let known = try await clarify(job, until: deadline) { try await queue.push(job, envelope, replyTo: replyTo) }
        switch known {
        case .decided(let result): return result
        case .done: return nil
        case nil: throw error
        }
    }
}

extension Error {
    /// Whether a step may have happened although it failed.
    fileprivate var isUnknownOutcome: Bool {
        if case .outcomeUnknown = self as? InboxError { return true }
        return (self as? QueueError)?.code == .outcomeUnknown
    }
}
