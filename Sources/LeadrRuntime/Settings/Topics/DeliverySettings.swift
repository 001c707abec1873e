/// How the delivery worker treats peers outside (`contract/architecture-checklist.md §10`).
public struct DeliverySettings: Sendable, Equatable {
    /// Failed attempts after which a mail has failed.
    public var maxAttempts: Int
    /// Ceiling of the first delay after a failed attempt; it doubles with every further one.
    public var retryBase: Duration
    /// Highest ceiling.
    public var retryMaximum: Duration
    /// Failures of a peer in a row after which it is left alone.
    public var circuitThreshold: Int
    /// How long it is left alone.
    public var circuitRest: Duration
    /// Most mails per second and process.
    public var mailRate: Int
    /// Longest time for one attempt at a mail.
    public var mailTimeout: Duration
    /// Time between looks for pending mails that nobody queued.
    public var mailSweepInterval: Duration
    /// Webhooks.
    public var webhooks: WebhookSettings

    init(_ reader: inout SettingsReader) {
        reader.topic = "Delivery"
        maxAttempts = reader.integer("DELIVERY_MAX_ATTEMPTS", default: 12, in: 1...100, unit: "attempts", Self.attemptsMeaning)
        retryBase = reader.milliseconds("DELIVERY_RETRY_BASE_MS", default: 5000, in: 10...3_600_000, Self.baseMeaning)
        retryMaximum = reader.seconds("DELIVERY_RETRY_MAX_SECONDS", default: 3600, in: 1...86_400, "longest delay between attempts")
        circuitThreshold = reader.integer(
            "DELIVERY_CIRCUIT_FAILURES",
            default: 5,
            in: 1...1000,
            unit: "failures",
            "failures in a row after which a mail provider or a webhook is left alone"
        )
        circuitRest = reader.milliseconds("DELIVERY_CIRCUIT_REST_MS", default: 30_000, in: 10...3_600_000, "how long it is left alone")
        mailRate = reader.integer("MAIL_RATE_PER_SECOND", default: 20, in: 1...10_000, unit: "per second", "most mails of a process")
        mailTimeout = reader.seconds("MAIL_TIMEOUT_SECONDS", default: 30, in: 1...60, "longest time for one attempt at a mail")
        mailSweepInterval = reader.seconds("MAIL_SWEEP_INTERVAL_SECONDS", default: 5, in: 1...3600, "time between looks for mails that nobody queued")
        webhooks = WebhookSettings(&reader)
    }

    private static let attemptsMeaning = "failed attempts before a mail has failed"

    private static let baseMeaning = "longest delay after the first failed attempt; doubles with every further one, evenly drawn"
}
