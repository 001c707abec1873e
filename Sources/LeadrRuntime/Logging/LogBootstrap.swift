import Foundation
import LeadrDomain
import LeadrHTTP
import Logging
import Synchronization

/// Sets up swift-log for a process.
public enum LogBootstrap {
    /// Connects swift-log to standard output and, when asked for, to the rotating file; once per process.
    ///
    /// - Throws: when the directory of the file cannot be created.
    public static func install(_ settings: LeadrSettings) throws {
        let shared = try shared(settings)
        let level = level(settings)
        installed.withLock { $0 = shared }
        atexit { LogBootstrap.installed.withLock { $0 }?.sink.finish() }
        LoggingSystem.bootstrap(
            { label, provider in LineLogHandler(label: label, level: level, shared: shared, metadataProvider: provider) },
            metadataProvider: correlation
        )
    }

    /// What the loggers of this process share; also for the callback at its end, which can capture nothing.
    private static let installed = Mutex<LineLogHandler.Shared?>(nil)

    /// The access log of this process; nil before ``install(_:)``.
    static func accessLog(_ settings: LeadrSettings) -> (any AccessLog)? {
        installed.withLock { $0 }.map { LineAccessLog(shared: $0, level: level(settings)) }
    }

    private static func level(_ settings: LeadrSettings) -> Logger.Level {
        settings.application.isDebug ? .debug : .info
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
