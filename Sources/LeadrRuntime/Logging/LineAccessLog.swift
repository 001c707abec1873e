import LeadrDomain
import LeadrHTTP
import Logging

/// Writes finished requests as log lines of the process, with the keys of `contract/platform.md §8.8`.
struct LineAccessLog: AccessLog {
    private static let logger = "leadr.access"

    private let shared: LineLogHandler.Shared
    private let level: Logger.Level

    init(shared: LineLogHandler.Shared, level: Logger.Level) {
        self.shared = shared
        self.level = level
    }

    func write(_ entry: AccessLogEntry) {
        let level = Self.level(of: entry.status)
        guard level >= self.level else { return }
        let line = shared.format is JSONLogFormat ? json(entry, level) : text(entry, level)
        shared.sink.write(line, isUrgent: level >= .error)
    }

    private static func level(of status: Int) -> Logger.Level {
        switch status {
        case 500...: .error
        case 400...: .warning
        default: .info
        }
    }

    private func json(_ entry: AccessLogEntry, _ level: Logger.Level) -> [UInt8] {
        var text = JSONLogText()
        text.member("event", entry.event)
        text.origin(
            level: level,
            logger: Self.logger,
            time: shared.clock.now(),
            application: shared.application,
            environment: shared.environment,
            function: #function,
            line: #line
        )
        text.member("status_code", integer: Int64(entry.status))
        text.member("duration_ms", number: entry.milliseconds)
        text.member("request_id", entry.requestID)
        text.member("qs", entry.query)
        text.member("client_ip", entry.clientAddress?.description)
        text.member("account_id", entry.accountID?.wire)
        text.member("game_id", entry.gameID?.wire)
        text.member("client_fingerprint", entry.clientFingerprint)
        text.member("leadr_client", entry.leadrClient)
        text.member("user_agent", entry.userAgent)
        if let trace = entry.trace {
            text.member("trace_id", trace.traceIDText)
            text.member("span_id", trace.spanIDText)
        }
        return text.finished()
    }

    /// For people who watch a terminal; speed does not matter there.
    private func text(_ entry: AccessLogEntry, _ level: Logger.Level) -> [UInt8] {
        var metadata: Logger.Metadata = [
            "status_code": .stringConvertible(entry.status), "duration_ms": .stringConvertible(entry.milliseconds),
            "request_id": .string(entry.requestID),
        ]
        metadata["qs"] = entry.query.map { .string($0) }
        metadata["client_ip"] = entry.clientAddress.map { .string($0.description) }
        metadata["account_id"] = entry.accountID.map { .string($0.wire) }
        metadata["game_id"] = entry.gameID.map { .string($0.wire) }
        metadata["client_fingerprint"] = entry.clientFingerprint.map { .string($0) }
        metadata["leadr_client"] = entry.leadrClient.map { .string($0) }
        metadata["user_agent"] = entry.userAgent.map { .string($0) }
        let record = LogRecord(
            time: shared.clock.now(),
            level: level,
            event: entry.event,
            logger: Self.logger,
            application: shared.application,
            environment: shared.environment,
            function: "",
            line: 0,
            metadata: metadata
        )
        return shared.format.line(record)
    }
}

extension AccessLogEntry {
    fileprivate var event: String { "\(method) \(path)" }

    /// Duration with two decimals.
    fileprivate var milliseconds: Double { Double(duration.microseconds / 10) / 100 }
}
