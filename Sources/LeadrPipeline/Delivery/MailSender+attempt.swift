import JobQueue
import LeadrDelivery
import LeadrDomain
import LeadrStore
import Logging

extension MailSender {
    /// One attempt at a mail that is ours.
    ///
    /// - Throws: `PostgresError`; `CancellationError` when the worker must stop, after the mail was given back.
    func attempt(_ mail: OutgoingMail, failures: Int) async throws -> JobOutcome {
        do {
            if case .refused(let delay) = try await gate.enter() {
                try await store.release([mail.id], dueIn: delay)
                return .postpone(after: delay)
            }
            let receipt = try await handOver(mail)
            unrecorded.note(mail, receipt)
            try await record(mail, receipt)
            return .complete
        } catch let failure as DeliveryFailure {
            return try await end(mail, failure, failures: failures + 1)
        } catch let error as CancellationError {
            // Not a child task: what makes the attempt stop must not reach the step that gives the mail back.
            _ = await Task { [store] in try? await store.release([mail.id], dueIn: .zero) }.value
            throw error
        }
    }

    /// Gives the mail to the provider and tells the gate what that shows.
    private func handOver(_ mail: OutgoingMail) async throws -> MailReceipt {
        let started = ContinuousClock.now
        do {
            let receipt = try await provider.send(mail)
            gate.succeed()
            MailMetrics.attempted(provider.name, ContinuousClock.now - started)
            return receipt
        } catch let failure as DeliveryFailure {
            MailMetrics.attempted(provider.name, ContinuousClock.now - started)
            // Refusing one mail is what a peer does that works.
            if failure.kind == .unavailable { gate.fail() } else { gate.succeed() }
            throw failure
        } catch {
            gate.abandon()
            throw error
        }
    }

    private func end(_ mail: OutgoingMail, _ failure: DeliveryFailure, failures: Int) async throws -> JobOutcome {
        let isLast = options.retry.isExhausted(afterFailures: failures)
        guard failure.kind == .refused || isLast else {
            let delay = max(options.retry.delay(afterFailures: failures), failure.retryAfter ?? .zero)
            try await store.retry(mail.id, after: delay, error: failure.summary)
            MailMetrics.ended("retried", provider.name)
            return .retry(error: failure.summary, after: delay)
        }
        try await store.fail(mail.id, error: failure.summary, response: failure.response)
        MailMetrics.ended("failed", provider.name)
        logger.error("A mail will not be sent", metadata: ["email_id": "\(mail.id)", "reason": "\(failure.summary)", "attempts": "\(failures)"])
        return .bury(reason: failure.kind == .refused ? failure.summary : "failed \(failures) times, last: \(failure.summary)")
    }
}
