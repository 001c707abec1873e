import LeadrDomain
import Logging
import Synchronization

@testable import LeadrRuntime

/// Keeps what is written.
final class MemoryDestination: LogDestination {
    private let bytes = Mutex<[UInt8]>([])

    func write(_ lines: [UInt8]) {
        bytes.withLock { $0 += lines }
    }

    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
}

/// A clock that stands still.
struct FixedClock: LeadrDomain.Clock {
    func now() -> Timestamp { Timestamp(microseconds: 1_763_725_000_123_456) }
}

extension Logger {
    /// A logger that writes to `destination`.
    static func writing(to destination: MemoryDestination, format: any LogFormat, level: Logger.Level = .debug) -> Logger {
        let sink = LogSink(destinations: [destination], gatherTime: nil)
        let shared = LineLogHandler.Shared(application: "LEADR", environment: "TEST", format: format, sink: sink, clock: FixedClock())
        return Logger(label: "test") { LineLogHandler(label: $0, level: level, shared: shared, metadataProvider: LogBootstrap.correlation) }
    }
}
