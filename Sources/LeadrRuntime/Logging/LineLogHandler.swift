import LeadrDomain
import Logging

/// The backend of swift-log: one line per event, in the given format, to the given sink.
struct LineLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let shared: Shared

    /// What all loggers of a process have in common.
    struct Shared: Sendable {
        var application: String
        var environment: String
        var format: any LogFormat
        var sink: LogSink
        var clock: any LeadrDomain.Clock = SystemClock()
    }

    init(label: String, level: Logger.Level, shared: Shared, metadataProvider: Logger.MetadataProvider?) {
        self.label = label
        self.shared = shared
        self.metadataProvider = metadataProvider
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var merged = metadata
        if let provided = metadataProvider?.get() { merged.merge(provided) { $1 } }
        if let explicit = event.metadata { merged.merge(explicit) { $1 } }
        let record = LogRecord(
            time: shared.clock.now(),
            level: event.level,
            event: event.message.description,
            logger: label,
            application: shared.application,
            environment: shared.environment,
            function: event.function,
            line: event.line,
            metadata: merged,
            error: event.error
        )
        shared.sink.write(shared.format.line(record))
    }
}
