import LeadrDomain
import Logging

/// One JSON object per line with the keys of `contract/platform.md` §8.8.
struct JSONLogFormat: LogFormat {
    func line(_ record: LogRecord) -> [UInt8] {
        var text = JSONLogText()
        text.member("event", record.event)
        text.origin(
            level: record.level,
            logger: record.logger,
            time: record.time,
            application: record.application,
            environment: record.environment,
            function: record.function,
            line: record.line
        )
        for (key, value) in record.metadata.sorted(by: { $0.key < $1.key }) {
            text.member(LogRecord.ownKeys.contains(key) ? "_" + key : key, value)
        }
        if let error = record.error { text.member("exception", "\(type(of: error)): \(error)") }
        return text.finished()
    }
}
