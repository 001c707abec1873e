import Foundation
import JobQueue
import Redis
import Testing

@testable import LeadrRuntime

@Suite struct DoctorReportTests {
    private let fine = CheckFinding.ok("redis.role", "master")
    private let risky = CheckFinding.warning("geoip", "none", fix: "get one")
    private let dangerous = CheckFinding.error("shards", "\"3\"", fix: "set it")

    @Test func `the exit code tells errors from warnings`() {
        #expect(DoctorReport(findings: [fine]).exitCode == 0)
        #expect(DoctorReport(findings: [risky, dangerous]).exitCode == 1)
        #expect(DoctorReport(findings: [fine, risky]).exitCode == 2)
    }

    @Test func `text shows every check and the remedies`() {
        let lines = DoctorReport(findings: [fine, risky]).text.split(separator: "\n").map(String.init)
        #expect(
            lines == ["ok       redis.role  master", "warning  geoip       none", "                     → get one", "2 checks, 0 errors, 1 warnings"]
        )
    }

    @Test func `programs get one JSON object`() throws {
        let json = DoctorReport(findings: [fine, dangerous]).json
        let object = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(object["status"] as? String == "error")
        let findings = try #require(object["findings"] as? [[String: Any]])
        #expect(findings.map { $0["check"] as? String } == ["redis.role", "shards"])
        #expect(findings[0]["fix"] is NSNull && findings[1]["text"] as? String == "\"3\"")
    }

    @Test func `a library is compared by its text`() {
        let reply = { (code: String) in
            RedisValue.array([.array([.bulk(Array("library_name".utf8)), .bulk([1]), .bulk(Array("library_code".utf8)), .bulk(Array(code.utf8))])])
        }
        #expect(FunctionLibraryState(reply: .array([]), source: "x") == .absent)
        #expect(FunctionLibraryState(reply: reply("x"), source: "x") == .loaded(isThisBuilds: true))
        #expect(FunctionLibraryState(reply: reply("y"), source: "x") == .loaded(isThisBuilds: false))
        #expect(FunctionLibraryState(reply: .integer(1), source: "x") == .unknown)
        #expect(FunctionLibraryState.absent.finding("q").severity == .ok)
    }

    @Test func `a queue that is paused, old or holds dead letters is a warning`() {
        let now = Date(timeIntervalSince1970: 1000)
        let severity = { (change: (inout QueueStatistics) -> Void) in
            var picture = QueueStatistics()
            change(&picture)
            return QueueJudge.finding(QueueAddress("ranking"), picture, now: now).severity
        }
        #expect(
            severity {
                $0.ready = 5
                $0.oldestEnqueuedAt = 999_000
            } == .ok
        )
        #expect(
            severity {
                $0.ready = 5
                $0.oldestEnqueuedAt = 900_000
            } == .warning
        )
        #expect(severity { $0.dead = 1 } == .warning)
        #expect(severity { $0.isPaused = true } == .warning)
    }

    @Test func `every problem of the settings is told, and the rest is read`() {
        let source = SettingsSource(environment: ["DB_PORT": "x", "QUEUE_SHARDS": "3"])
        let (settings, problems) = LeadrSettings.inspect(source)
        #expect(problems.map(\.name) == ["ENV", "DB_PORT"])
        #expect(settings.queue.shards == 3)
    }
}
