import LeadrDomain

/// How webhooks are delivered (`docs/webhooks.md`).
public struct WebhookSettings: Sendable, Equatable {
    /// Where receivers may be.
    public var allowance: WebhookURL.Allowance
    /// Webhooks of an account.
    public var mostPerAccount: Int
    /// Longest time for one attempt.
    public var timeout: Duration
    /// Failed attempts after which a delivery has failed.
    public var maxAttempts: Int
    /// Most attempts per second, webhook and process.
    public var rate: Int
    /// Time between looks for pending deliveries that nobody queued.
    public var sweepInterval: Duration
    /// How long a webhook may fail before it is switched off.
    public var patience: Duration
    /// How long a replaced secret still signs.
    public var secretOverlap: Duration
    /// A PEM file with the authorities whose certificates are believed; nil for those of the system.
    public var trustRootsFile: String?

    init(_ reader: inout SettingsReader) {
        reader.topic = "Webhooks"
        allowance = WebhookURL.Allowance(
            plainHTTP: reader.boolean("WEBHOOK_ALLOW_HTTP", default: false, "receivers may be at http:// addresses"),
            privateAddresses: reader.boolean("WEBHOOK_ALLOW_PRIVATE_ADDRESSES", default: false, Self.privateMeaning)
        )
        mostPerAccount = reader.integer("WEBHOOK_MAX_PER_ACCOUNT", default: 20, in: 1...1000, unit: "webhooks", "webhooks of an account")
        timeout = reader.seconds("WEBHOOK_TIMEOUT_SECONDS", default: 10, in: 1...60, "longest time for one attempt")
        maxAttempts = reader.integer(
            "WEBHOOK_MAX_ATTEMPTS",
            default: 20,
            in: 1...100,
            unit: "attempts",
            "failed attempts before a delivery has failed"
        )
        rate = reader.integer("WEBHOOK_RATE_PER_SECOND", default: 50, in: 1...10_000, unit: "per second", "most attempts at a webhook of a process")
        sweepInterval = reader.seconds("WEBHOOK_SWEEP_INTERVAL_SECONDS", default: 5, in: 1...3600, Self.sweepMeaning)
        patience = reader.seconds("WEBHOOK_DISABLE_AFTER_SECONDS", default: 432_000, in: 60...31_536_000, Self.patienceMeaning)
        secretOverlap = reader.seconds("WEBHOOK_SECRET_OVERLAP_SECONDS", default: 86_400, in: 0...2_592_000, "how long a replaced secret still signs")
        trustRootsFile = reader.optionalText("WEBHOOK_TRUST_ROOTS_FILE", Self.rootsMeaning)
    }

    private static let privateMeaning = "receivers may be in private networks or on this machine"
    private static let sweepMeaning = "time between looks for deliveries that nobody queued"
    private static let patienceMeaning = "a webhook that has taken nothing for so long is switched off"
    private static let rootsMeaning = "PEM file with the authorities that receivers' certificates may come from; the system's unless set"
}
