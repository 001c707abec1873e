import LeadrDelivery
import LeadrDomain
import Synchronization

/// A gate for each webhook: one receiver that fails or is slow is paced and left alone by itself.
public final class WebhookGates: Sendable {
    private struct Entry {
        let gate: DeliveryGate
        var lastUse: ContinuousClock.Instant
    }

    private let entries = Mutex<[WebhookID: Entry]>([:])
    private let limit: Int
    private let make: @Sendable (WebhookID) -> DeliveryGate

    /// Gates.
    ///
    /// - Parameters:
    ///   - limit: How many are remembered; those that were not used for longest are forgotten first.
    ///   - make: Makes one.
    public init(limit: Int = 4096, _ make: @escaping @Sendable (WebhookID) -> DeliveryGate) {
        self.limit = max(1, limit)
        self.make = make
    }

    /// The gate of a webhook.
    func gate(of webhook: WebhookID) -> DeliveryGate {
        entries.withLock { entries in
            let now = ContinuousClock.now
            if let entry = entries[webhook] {
                entries[webhook]?.lastUse = now
                return entry.gate
            }
            if entries.count >= limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) { entries[oldest.key] = nil }
            let gate = make(webhook)
            entries[webhook] = Entry(gate: gate, lastUse: now)
            return gate
        }
    }
}
