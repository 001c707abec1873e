import LeadrDelivery
import LeadrDomain
import LeadrStore
import Logging

/// Delivers messages to webhooks (`docs/webhooks.md`).
public struct WebhookSender: Sendable {
    let courier: Courier<WebhookChannel>

    /// A sender.
    ///
    /// - Parameters:
    ///   - store: What is to be delivered.
    ///   - client: Makes the requests.
    ///   - gates: Pace attempts at each receiver.
    ///   - options: How it delivers.
    ///   - onDelivered: Called once for every delivery that a receiver took; the place to count the use of an account.
    ///   - logger: Told of deliveries that are given up.
    public init(
        store: WebhookDeliveryStore,
        client: WebhookClient,
        gates: WebhookGates,
        options: DeliveryOptions = DeliveryOptions(),
        onDelivered: @escaping @Sendable (OutgoingWebhook) -> Void = { _ in },
        logger: Logger
    ) {
        let channel = WebhookChannel(store: store, client: client, gates: gates, onDelivered: onDelivered)
        courier = Courier(channel, options: options, logger: logger)
    }
}
