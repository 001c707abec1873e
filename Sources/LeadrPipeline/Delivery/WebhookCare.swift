import LeadrDomain
import LeadrStore
import Logging

/// Switches webhooks off that have taken nothing for long, so that they do not collect messages for ever.
public struct WebhookCare: Sendable {
    private let store: WebhookDeliveryStore
    private let patience: Duration
    private let logger: Logger

    /// Care of the webhooks in a store.
    ///
    /// - Parameters:
    ///   - patience: How long one may fail.
    ///   - logger: Told which.
    public init(store: WebhookDeliveryStore, patience: Duration, logger: Logger) {
        self.store = store
        self.patience = patience
        self.logger = logger
    }

    /// Looks once.
    ///
    /// - Throws: `PostgresError`.
    public func run() async throws {
        let off = try await store.switchOff(failingFor: patience)
        guard !off.isEmpty else { return }
        WebhookMetrics.switchedOff(off.count)
        logger.warning("Switched off webhooks that fail", metadata: ["webhooks": "\(off.map(\.wire).joined(separator: " "))"])
    }
}
