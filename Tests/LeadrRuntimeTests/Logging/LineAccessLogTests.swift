import Foundation
import LeadrDomain
import LeadrHTTP
import Logging
import Testing

@testable import LeadrRuntime

@Suite struct LineAccessLogTests {
    private let destination = MemoryDestination()

    private func log(_ format: any LogFormat = JSONLogFormat(), level: Logger.Level = .info) -> LineAccessLog {
        let sink = LogSink(destinations: [destination], gatherTime: nil)
        let shared = LineLogHandler.Shared(application: "LEADR", environment: "TEST", format: format, sink: sink, clock: FixedClock())
        return LineAccessLog(shared: shared, level: level)
    }

    private func entry(status: Int = 200) -> AccessLogEntry {
        AccessLogEntry(method: "GET", path: "/v1/x", status: status, duration: .microseconds(1239), requestID: "r1")
    }

    private func object() throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(destination.text.utf8)) as? [String: Any])
    }

    @Test func `a line has the keys of the contract, null where nothing is known`() throws {
        log().write(entry())
        let object = try object()
        let keys = [
            "event", "level", "logger", "timestamp", "app", "env", "func_name", "lineno", "request_id", "status_code", "duration_ms", "qs",
            "client_ip", "account_id", "game_id", "client_fingerprint", "leadr_client", "user_agent",
        ]
        #expect(Set(object.keys) == Set(keys))
        #expect(object["event"] as? String == "GET /v1/x" && object["duration_ms"] as? Double == 1.23)
        #expect(object["qs"] is NSNull && object["client_ip"] is NSNull && object["user_agent"] is NSNull)
    }

    @Test func `what is known about the client is in the line`() throws {
        var entry = entry()
        let account = AccountID(UUID())
        entry.query = "a=\"b\"\n"
        entry.clientAddress = IPAddress("203.0.113.7")
        entry.accountID = account
        entry.userAgent = "Godot \u{1}"
        entry.trace = TraceContext(traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
        log().write(entry)
        let object = try object()
        #expect(object["qs"] as? String == "a=\"b\"\n" && object["client_ip"] as? String == "203.0.113.7")
        #expect(object["account_id"] as? String == account.wire && object["user_agent"] as? String == "Godot \u{1}")
        #expect(object["trace_id"] as? String == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(destination.text.filter { $0 == "\n" }.count == 1)
    }

    @Test(arguments: [(200, "info"), (404, "warning"), (503, "error")]) func `the level follows the status`(status: Int, level: String) throws {
        log().write(entry(status: status))
        #expect(try object()["level"] as? String == level)
    }

    @Test func `a level that is switched off writes nothing`() {
        log(level: .warning).write(entry())
        #expect(destination.text.isEmpty)
    }

    @Test func `the text format shows request and status`() {
        log(TextLogFormat()).write(entry(status: 404))
        #expect(destination.text.contains("GET /v1/x") && destination.text.contains("404") && destination.text.contains("r1"))
    }
}
