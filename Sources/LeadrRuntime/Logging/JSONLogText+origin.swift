import LeadrDomain
import Logging

extension JSONLogText {
    /// Adds what every line has after its event (`contract/platform.md` §8.8): where and when it was written.
    mutating func origin(
        level: Logger.Level,
        logger: String,
        time: Timestamp,
        application: String,
        environment: String,
        function: String,
        line: UInt
    ) {
        member("level", LogRecord.name(of: level))
        member("logger", logger)
        member("timestamp", time.rfc3339)
        member("app", application)
        member("env", environment)
        member("func_name", function)
        member("lineno", integer: Int64(line))
    }
}
