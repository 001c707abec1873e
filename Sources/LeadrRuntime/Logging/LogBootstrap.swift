import Foundation
import LeadrDomain
import Logging
import Synchronization

/// Sets up swift-log for a process.
public enum LogBootstrap {
    /// Connects swift-log to standard output and, when asked for, to the rotating file; once per process.
    ///
    /// - Throws: when the directory of the file cannot be created.
    public static func install(_ settings: LeadrSettings) throws {
        let shared = try shared(settings)
        flushAtExit(shared.sink)
        let level: Logger.Level = settings.application.isDebug ? .debug : .info
        LoggingSystem.bootstrap(
            { label, provider in LineLogHandler(label: label, level: level, shared: shared, metadataProvider: provider) },
            metadataProvider: correlation
        )
    }

    /// The sink of this process, for the callback at its end, which can capture nothing.
    private static let sink = Mutex<LogSink?>(nil)

    private static func flushAtExit(_ new: LogSink) {
        sink.withLock { $0 = new }
        atexit { LogBootstrap.sink.withLock { $0 }?.flush() }
    }

    /// Ids of the request, the job and the trace that the current task works on.
    static let correlation = Logger.MetadataProvider {
        guard let context = CorrelationContext.current else { return [:] }
        var metadata: Logger.Metadata = [:]
        if let requestID = context.requestID { metadata["request_id"] = .string(requestID) }
        if let jobID = context.jobID { metadata["job_id"] = .string(jobID) }
        if let trace = context.trace {
            metadata["trace_id"] = .string(trace.traceIDText)
            metadata["span_id"] = .string(trace.spanIDText)
        }
        return metadata
    }

    private static func shared(_ settings: LeadrSettings) throws -> LineLogHandler.Shared {
        var destinations: [any LogDestination] = [FileDescriptorDestination(descriptor: 1)]
        if settings.logging.writesFile {
            destinations.append(try RotatingFileDestination(path: settings.logging.directory + "/app.log"))
        }
        return LineLogHandler.Shared(
            application: settings.application.name,
            environment: settings.application.environment.name,
            format: settings.logging.isJSON ? JSONLogFormat() : TextLogFormat(),
            sink: LogSink(destinations: destinations)
        )
    }
}
