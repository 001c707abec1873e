import LeadrDomain
import LeadrState

extension SubmissionService {
    /// Lets the installation refuse a submission that is about to be queued.
    ///
    /// - Parameter marks: Marks of the gate to take back then; nil when they may be those of another request with the same `Idempotency-Key`.
    /// - Throws: What the hook throws.
    func askHook(_ body: Result<SubmissionDraft, any Error>, _ envelope: SubmissionEnvelope, marks: IngestRequest?) async throws {
        guard let hooks, case .success(let draft) = body else { return }
        do {
            try await hooks.beforeSubmission(draft, by: envelope.client)
        } catch {
            if let marks { try await gate.withdraw(marks) }
            throw error
        }
    }

    /// Tells the installation of a submission that is queued or ranked.
    func tellHook(_ body: Result<SubmissionDraft, any Error>, _ answer: SubmissionAnswer, _ envelope: SubmissionEnvelope) async {
        guard let hooks, case .success(let draft) = body else { return }
        await hooks.afterSubmission(draft, answer: answer, by: envelope.client)
    }
}
