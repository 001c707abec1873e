/// Metrics, health and traces for operators.
public struct ObservabilitySettings: Sendable, Equatable {
    /// Serves metrics and health on a port of their own.
    public var isMetricsEnabled: Bool
    /// Address of that port.
    public var metricsHost: String
    /// The port; 0 takes a free one.
    public var metricsPort: Int
    /// File that the port in use is written to.
    public var portFile: String?
    /// Age of a loop's last progress that makes `/health/live` fail.
    public var livenessTimeout: Duration
    /// Receiver of traces; nil = none.
    public var otlpEndpoint: String?
    /// Receiver of errors; nil = none.
    public var sentryDSN: Secret?

    init(_ reader: inout SettingsReader) {
        reader.topic = "Observability"
        isMetricsEnabled = reader.boolean("METRICS_ENABLED", default: true, "serve `/metrics`, `/health/live`, `/health/ready` on a port of their own")
        metricsHost = reader.text("METRICS_HOST", default: "127.0.0.1", "address of that port")
        metricsPort = reader.integer("METRICS_PORT", default: 0, in: 0...65_535, "that port; 0 takes a free one, which is logged")
        portFile = reader.optionalText("LEADR_PORT_FILE", "file that the port in use is written to")
        livenessTimeout = reader.seconds("LIVENESS_TIMEOUT_SECONDS", default: 60, in: 5...3600, "age of a loop's last progress that fails `/health/live`")
        otlpEndpoint = reader.optionalText("OTEL_EXPORTER_OTLP_ENDPOINT", "receiver of traces")
        sentryDSN = reader.optionalSecret("SENTRY_DSN", "receiver of errors")
    }
}
