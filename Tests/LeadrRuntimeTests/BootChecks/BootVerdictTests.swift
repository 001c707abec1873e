import JobQueue
import LeadrStore
import Logging
import Postgres
import Redis
import Testing

@testable import LeadrRuntime

@Suite struct BootVerdictTests {
    private let fine = CheckFinding.ok("a", "fine")
    private let risky = CheckFinding.warning("b", "risky", fix: "f")
    private let dangerous = CheckFinding.error("c", "dangerous", fix: "f")
    private let contradictory = CheckFinding.error("d", "contradictory", fix: "f", isWaivable: false)

    @Test func `errors refuse, warnings are told`() {
        let verdict = BootVerdict([fine, risky, dangerous], mode: .enforce)
        #expect(verdict.refusals == [dangerous] && verdict.remarks == [risky])
    }

    @Test func `warn waives what endangers only this installation, never what contradicts other processes`() {
        let verdict = BootVerdict([risky, dangerous, contradictory], mode: .warn)
        #expect(verdict.refusals == [contradictory] && verdict.remarks == [risky, dangerous])
    }

    @Test func `a refusal is one line with fact and remedy`() {
        let error = BootCheckError(findings: [dangerous, contradictory])
        #expect("\(error)" == "dangerous; to mend it: f | contradictory; to mend it: f")
    }

    @Test func `the number of shards must be the stored one`() {
        #expect(ShardJudge.finding(stored: nil, configured: 3).severity == .ok)
        #expect(ShardJudge.finding(stored: StoredShards(count: 3), configured: 3).severity == .ok)
        let other = ShardJudge.finding(stored: StoredShards(count: 1), configured: 3)
        #expect(other.severity == .error && !other.isWaivable && other.text.contains("QUEUE_SHARDS is 3"))
        let changing = ShardJudge.finding(stored: StoredShards(count: 1, resizingTo: 3), configured: 1)
        #expect(changing.severity == .error && changing.fix?.contains("leadrctl shards resize 3 --apply") == true)
    }

    @Test func `only the absence of a server is waited for`() {
        #expect(UntilReachable.isAbsence(RedisError(.notConnected, "")))
        #expect(UntilReachable.isAbsence(PostgresError(.connectionFailed, "")))
        #expect(!UntilReachable.isAbsence(BootCheckError(findings: [dangerous])))
        #expect(!UntilReachable.isAbsence(RedisError(.shutdown, "")))
        #expect(!UntilReachable.isAbsence(PostgresError(.usage, "")))
    }

    @Test func `a refusal ends a process with code 1`() async {
        let source = SettingsSource(environment: ["ENV": "TEST", "METRICS_ENABLED": "false"])
        let code = await LeadrProcess.code(.command, source: source) { [dangerous] _ in
            Composition(prepare: { throw BootCheckError(findings: [dangerous]) }, work: [])
        }
        #expect(code == .configuration)
    }

    @Test func `an absent server is asked again until it is there`() async throws {
        var attempts = 0
        let patience = UntilReachable(logger: .init(label: "test"), backoff: .init(base: .milliseconds(1), maximum: .milliseconds(2)))
        try await patience.run {
            attempts += 1
            if attempts < 4 { throw RedisError(.notConnected, "absent") }
        }
        #expect(attempts == 4)
        await #expect(throws: BootCheckError.self) { try await patience.run { throw BootCheckError(findings: [dangerous]) } }
    }
}
