import Foundation
import LeadrDelivery
import LeadrDomain
import LeadrStore
import Logging

/// Mails and their provider.
struct MailChannel: DeliveryChannel {
    let store: EmailStore
    let provider: any MailProvider
    let gate: DeliveryGate
    let onSent: @Sendable (OutgoingMail) -> Void

    var commonGate: DeliveryGate? { gate }

    func gate(of mail: OutgoingMail) -> DeliveryGate { gate }

    func id(of mail: OutgoingMail) -> EmailID { mail.id }

    func deliver(_ mail: OutgoingMail) async throws -> MailReceipt { try await provider.send(mail) }

    func claim(_ ids: [EmailID], for lease: Duration, as token: UUID) async throws -> [EmailID: DeliveryClaim<OutgoingMail>] {
        try await store.claim(ids, for: lease, as: token)
    }

    func postpone(_ ids: [EmailID], by delay: Duration) async throws {
        try await store.ledger.postpone(ids, by: delay)
    }

    func release(_ mail: OutgoingMail, _ token: UUID, dueIn delay: Duration) async throws {
        try await store.ledger.release(mail.id, token, dueIn: delay)
    }

    func finish(_ mail: OutgoingMail, _ receipt: MailReceipt) async throws -> Bool {
        try await store.finish(mail.id, providerID: receipt.id, response: receipt.response)
    }

    func retry(_ mail: OutgoingMail, _ token: UUID, after delay: Duration, _ failure: DeliveryFailure) async throws {
        try await store.retry(mail.id, token, after: delay, error: failure.summary, response: failure.response)
    }

    func fail(_ mail: OutgoingMail, _ token: UUID, _ failure: DeliveryFailure) async throws {
        try await store.fail(mail.id, token, error: failure.summary, response: failure.response)
    }

    func delivered(_ mail: OutgoingMail) { onSent(mail) }

    func ended(_ mail: OutgoingMail, _ outcome: DeliveryOutcome) {
        MailMetrics.ended(outcome == .delivered ? "sent" : outcome.rawValue, provider.name)
    }

    func attempted(_ mail: OutgoingMail, _ time: Duration) { MailMetrics.attempted(provider.name, time) }

    func description(of mail: OutgoingMail) -> (message: Logger.Message, metadata: Logger.Metadata) {
        ("A mail will not be sent", ["email_id": "\(mail.id)"])
    }
}
