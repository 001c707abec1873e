import LeadrDomain
import Logging

/// One line to be written: everything a format needs, already collected.
struct LogRecord {
    var time: Timestamp
    var level: Logger.Level
    var event: String
    var logger: String
    var application: String
    var environment: String
    var function: String
    var line: UInt
    var metadata: Logger.Metadata
    var error: (any Error)?

    /// Keys of the line itself, which metadata of the same name must not replace (`contract/platform.md` §8.8).
    static let ownKeys: Set<String> = ["event", "level", "logger", "timestamp", "app", "env", "func_name", "lineno", "exception"]

    /// `warn` and the like are the names of swift-log; lines use those of the contract.
    static func name(of level: Logger.Level) -> String {
        switch level {
        case .trace, .debug: "debug"
        case .info, .notice: "info"
        case .warning: "warning"
        case .error: "error"
        case .critical: "critical"
        }
    }
}

/// Turns a record into one line.
protocol LogFormat: Sendable {
    /// The line with its line feed; must not contain another one, whatever the record holds.
    func line(_ record: LogRecord) -> [UInt8]
}
