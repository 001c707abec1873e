import JobQueue
import LeadrDomain
import LeadrJobs
import Logging
import Metrics

extension SubmissionService {
    /// Writes a submission to the inbox and pushes it. Once it is in the inbox it is accepted, whatever becomes of the push: the sweeper makes up for it.
    ///
    /// - Returns: The decision when it was found while the outcome of a write was looked into; nil once the submission is known to be kept.
    /// - Throws: `QueueError` with code `full`, before anything is written; ``InboxError``.
    func keepAndPush(
        _ job: SubmissionJob,
        in inbox: SubmissionInbox,
        _ envelope: SubmissionEnvelope,
        replyTo: String
    ) async throws -> SubmissionResult? {
        try await queue.checkBudget(of: job.boardID)
        switch try await keep(job, in: inbox, until: .now + max(envelope.wait ?? .zero, options.uncertainty)) {
        case .decided(let result):
            return result
        case .done(let epoch):
            await push(job, envelope, replyTo: replyTo, marker: inbox.marker, epoch: epoch)
            return nil
        }
    }

    /// Writes a submission. A commit whose answer was lost may have happened; writing again is harmless, so that is tried, and the decision looked up,
    /// until one of them tells or time runs out.
    private func keep(_ job: SubmissionJob, in inbox: SubmissionInbox, until deadline: ContinuousClock.Instant) async throws
        -> Clarified<Int64?>
    {
        do throws(InboxError) {
            return .done(try await inbox.writer.append(job, until: deadline))
        } catch {
            guard case .outcomeUnknown = error else { throw error }
        }
        let known = try await clarify(job, until: deadline) { try await inbox.writer.append(job, until: deadline) }
        guard let known else { throw InboxError.outcomeUnknown }
        return known
    }

    private func push(_ job: SubmissionJob, _ envelope: SubmissionEnvelope, replyTo: String, marker: PushMarker, epoch: Int64?) async {
        // Before the push: a life that begins after it must not vouch for it.
        let life = marker.presentLife
        do {
            try await queue.push(job, envelope, replyTo: replyTo)
            marker.note(job.eventID, epoch: epoch, life: life)
        } catch {
            Counter(label: "inbox_pushes_failed_total").increment()
            logger.debug("A submission was not pushed; it stays in the inbox", metadata: ["error": "\(error)"])
        }
    }
}
