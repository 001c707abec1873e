import JobQueue

/// How things are delivered to peers outside.
public struct DeliveryOptions: Sendable {
    /// When and how often one is tried again.
    public var retry = RetryPolicy(base: .seconds(5), maximum: .seconds(3600), maximumAttempts: 12)
    /// How long one is taken for one attempt; more than an attempt can last, the wait for its turn included.
    public var lease: Duration = .seconds(45)

    /// The defaults.
    public init() {}
}
