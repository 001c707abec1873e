import LeadrDomain

/// Work of the delivery worker: something that goes to a peer outside (`design.md §1`). It names what is to be delivered; where that stands is in the
/// database.
public enum DeliveryJob: Hashable, Sendable {
    /// Send a mail (`contract/platform.md §4.5`).
    case mail(EmailID)
    /// Deliver a message to a webhook (`docs/webhooks.md`).
    case webhook(WebhookDeliveryID)
}
