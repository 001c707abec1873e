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
        let record = LogRecord(
            time: shared.clock.now(),
            level: event.level,
            event: event.message.description,
            logger: label,
            application: shared.application,
            environment: shared.environment,
            function: event.function,
            line: event.line,
            metadata: merged(with: event.metadata),
            error: event.error
        )
        shared.sink.write(shared.format.line(record), isUrgent: event.level > .info)
    }

    /// The more specific wins: the event over the task, the task over the logger. Merging copies, so what is empty is left out.
    private func merged(with explicit: Logger.Metadata?) -> Logger.Metadata {
        var result = metadata
        for part in [metadataProvider?.get(), explicit] {
            guard let part, !part.isEmpty else { continue }
            if result.isEmpty { result = part } else { result.merge(part) { $1 } }
        }
        return result
    }
}
