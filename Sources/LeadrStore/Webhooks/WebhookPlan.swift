import LeadrDomain

/// Which messages go to which webhooks. No I/O.
struct WebhookPlan {
    /// A message on its way to a webhook.
    struct Delivery {
        let id: WebhookDeliveryID
        let webhookID: WebhookID
        let message: WebhookMessage

        init(_ message: WebhookMessage, _ webhook: WebhookID) {
            id = DerivedID.webhookDelivery(of: message.id, to: webhook)
            webhookID = webhook
            self.message = message
        }
    }

    /// Messages that somebody wants, each once, ascending, so that parallel writers cannot deadlock.
    let messages: [WebhookMessage]
    /// Who gets which, ascending.
    let deliveries: [Delivery]

    /// Matches messages with webhooks of any account.
    init(_ messages: [WebhookMessage], _ webhooks: [Webhook]) {
        let byAccount = Dictionary(grouping: webhooks, by: \.accountID)
        var seen: Set<WebhookMessageID> = []
        var wanted: [WebhookMessage] = []
        var deliveries: [Delivery] = []
        for message in messages.sorted(by: { $0.id < $1.id }) where seen.insert(message.id).inserted {
            guard let type = WebhookEventType(rawValue: message.eventType) else { continue }
            let receivers = (byAccount[message.accountID] ?? []).filter { $0.wants(type, of: message.gameID) }
            guard !receivers.isEmpty else { continue }
            wanted.append(message)
            deliveries += receivers.map { Delivery(message, $0.id) }
        }
        self.messages = wanted
        self.deliveries = deliveries.sorted { $0.id < $1.id }
    }
}
