import LeadrStore
import Testing

@testable import LeadrRuntime

@Suite struct PostgresJudgeTests {
    private let sound = PostgresFacts(
        versionNumber: 150_006,
        encoding: "UTF8",
        isInRecovery: false,
        isFsyncOn: true,
        synchronousCommit: "on",
        maximumConnections: 197,
        schema: .current(version: 9)
    )

    private func bad(isProduction: Bool = true, connections: Int = 30, _ change: (inout PostgresFacts) -> Void = { _ in }) -> [CheckFinding] {
        var facts = sound
        change(&facts)
        let expectation = PostgresJudge.Expectation(connections: connections, isProduction: isProduction)
        return PostgresJudge.findings(facts, expectation).filter { $0.severity != .ok }
    }

    @Test func `a sound server passes without a remark`() {
        #expect(bad().isEmpty)
    }

    @Test func `an old server, a standby and another encoding are errors`() {
        #expect(bad { $0.versionNumber = 140_011 }.map(\.check) == ["postgres.version"])
        #expect(bad { $0.isInRecovery = true }.map(\.check) == ["postgres.role"])
        #expect(bad { $0.encoding = "SQL_ASCII" }.map(\.severity) == [.error])
    }

    @Test func `a schema that does not fit names the command and cannot be waived`() throws {
        let behind = try #require(bad { $0.schema = .behind(["9 installation"]) }.first)
        #expect(behind.severity == .error && behind.fix == "leadrctl migrate up" && !behind.isWaivable)
        #expect(behind.text.contains("9 installation"))
        let foreign = try #require(bad { $0.schema = .foreign(.newerDatabase(version: 12, name: "x")) }.first)
        #expect(foreign.severity == .error && foreign.fix?.contains("leadrctl migrate up") == true && !foreign.isWaivable)
    }

    @Test func `an older process starts on the schema of a newer build that only added to it`() throws {
        let ahead = try #require(bad { $0.schema = .ahead(["12 x"]) }.first)
        #expect(ahead.severity == .warning && ahead.text.contains("12 x"))
    }

    @Test func `fsync may be off where nothing matters`() {
        #expect(bad { $0.isFsyncOn = false }.map(\.severity) == [.error])
        #expect(bad(isProduction: false) { $0.isFsyncOn = false }.map(\.severity) == [.warning])
    }

    @Test func `asynchronous commits and too few connections are warnings`() {
        #expect(bad { $0.synchronousCommit = "off" }.map(\.severity) == [.warning])
        #expect(bad { $0.synchronousCommit = "local" }.isEmpty)
        #expect(bad(connections: 198).map(\.check) == ["postgres.connections"])
    }
}
