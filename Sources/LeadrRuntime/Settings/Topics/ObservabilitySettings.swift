/// Metrics, health and traces for operators.
public struct ObservabilitySettings: Sendable, Equatable {
    /// Keeps metrics and serves them; health is served in any case.
    public var isMetricsEnabled: Bool
    /// Address of that port.
    public var metricsHost: String
    /// The port; 0 takes a free one.
    public var metricsPort: Int
    /// File that the port in use is written to.
    public var portFile: String?
    /// Silence of a loop that makes `/health/live` fail.
    public var livenessTimeout: Duration
    /// Receiver of traces; nil = none.
    public var otlpEndpoint: String?
    /// Receiver of errors; nil = none.
    public var sentryDSN: Secret?

    init(_ reader: inout SettingsReader) {
        reader.topic = "Observability"
        isMetricsEnabled = reader.boolean("METRICS_ENABLED", default: true, "keep metrics and serve `/metrics`; health is served in any case")
        metricsHost = reader.text("METRICS_HOST", default: "127.0.0.1", "address that metrics and health are served on")
        metricsPort = reader.integer("METRICS_PORT", default: 0, in: 0...65_535, "port for metrics and health; 0 takes a free one, which is logged")
        portFile = reader.optionalText("LEADR_PORT_FILE", "file that the port in use is written to")
        livenessTimeout = reader.seconds("LIVENESS_TIMEOUT_SECONDS", default: 60, in: 5...3600, "silence of a loop that fails `/health/live`")
        otlpEndpoint = reader.optionalText("OTEL_EXPORTER_OTLP_ENDPOINT", "receiver of traces")
        sentryDSN = reader.optionalSecret("SENTRY_DSN", "receiver of errors")
    }
}
