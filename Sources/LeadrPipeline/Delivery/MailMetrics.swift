import Metrics

/// Metrics of mail.
public enum MailMetrics {
    /// Notes what became of a mail: `sent`, `retried` or `failed`.
    static func ended(_ outcome: String, _ provider: String) {
        Counter(label: "mail_deliveries_total", dimensions: [("provider", provider), ("outcome", outcome)]).increment()
    }

    /// Notes how long a provider took to answer, or not to.
    static func attempted(_ provider: String, _ time: Duration) {
        Timer(label: "mail_attempt_seconds", dimensions: [("provider", provider)]).recordNanoseconds(Int64(time / .nanoseconds(1)))
    }

    /// Shows whether a provider is left alone since it failed.
    public static func circuit(_ provider: String, isOpen: Bool) {
        Gauge(label: "mail_circuit_open", dimensions: [("provider", provider)]).record(isOpen ? 1 : 0)
    }
}
