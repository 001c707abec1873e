import Metrics

/// Metrics of webhooks. Receivers are not told apart: there may be any number.
public enum WebhookMetrics {
    /// Notes what became of a message: `delivered`, `retried` or `failed`.
    static func ended(_ outcome: DeliveryOutcome, _ eventType: String) {
        Counter(label: "webhook_deliveries_total", dimensions: [("event_type", eventType), ("outcome", outcome.rawValue)]).increment()
    }

    /// Notes how long a receiver took to answer, or not to.
    static func attempted(_ time: Duration) {
        Timer(label: "webhook_attempt_seconds").recordNanoseconds(Int64(time / .nanoseconds(1)))
    }

    /// Notes that a receiver is left alone for a while since it fails, or no longer.
    public static func circuit(isOpen: Bool) {
        Counter(label: "webhook_circuit_changes_total", dimensions: [("to", isOpen ? "open" : "closed")]).increment()
    }

    /// Notes webhooks that were switched off since they took nothing for too long.
    static func switchedOff(_ count: Int) {
        Counter(label: "webhooks_switched_off_total").increment(by: Int64(count))
    }
}
