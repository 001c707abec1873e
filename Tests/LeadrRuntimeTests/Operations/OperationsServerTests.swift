import CoreMetrics
import Foundation
import Hummingbird
import Logging
import TestSupport
import Testing

@testable import LeadrRuntime

@Suite struct OperationsServerTests {
    private func body(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func `a loop without progress makes the process not live`() {
        let health = HealthRegistry(livenessTimeout: .seconds(60))
        _ = health.probe("well")
        #expect(health.stalledLoops().isEmpty)
        health.watch("stuck") { .seconds(61) }
        health.watch("patient", limit: .seconds(600)) { .seconds(61) }
        #expect(health.stalledLoops() == ["stuck"])
        #expect(body(HealthReport.liveness(stalled: health.stalledLoops())) == #"{"status":"stalled","stalled":["stuck"]}"#)
    }

    @Test func `silence counts from the beginning of work, however long a server let the process wait`() {
        let health = HealthRegistry(livenessTimeout: .seconds(60))
        health.watch("loop") { .seconds(3600) }
        #expect(health.stalledLoops() == ["loop"])
        health.startPreparing()
        #expect(health.stalledLoops().isEmpty)
        health.startWorking()
        #expect(health.stalledLoops().isEmpty)
    }

    @Test func `the time a loop rests is no silence`() {
        let health = HealthRegistry(livenessTimeout: .seconds(60))
        health.watch("reaper", rest: .seconds(300)) { .seconds(310) }
        #expect(health.stalledLoops().isEmpty)
        health.watch("claims") { .seconds(310) }
        #expect(health.stalledLoops() == ["claims"])
    }

    @Test func `progress resets the silence of a probe`() {
        let probe = LivenessProbe()
        probe.progress()
        #expect(probe.silence < .seconds(30))
    }

    @Test func `one dependency away makes the process not ready, told in fixed words`() async {
        let health = HealthRegistry()
        health.require("postgres") { true }
        #expect(await health.readiness().isReady)
        health.require("redis") { false }
        let readiness = await health.readiness()
        #expect(!readiness.isReady)
        #expect(body(HealthReport.readiness(readiness)) == #"{"status":"unavailable","postgres":"ok","redis":"unavailable"}"#)
    }

    @Test func `a check that never answers counts as failed`() async {
        let health = HealthRegistry(checkTimeout: .milliseconds(20))
        health.require("stuck") {
            // Ignores cancellation, as a blocking call would.
            await withCheckedContinuation { continuation in
                DispatchQueue.global().asyncAfter(deadline: .now() + 1) { continuation.resume() }
            }
            return true
        }
        #expect(await !health.readiness().isReady)
    }

    @Test func `a draining process is alive and not ready`() async {
        let health = HealthRegistry()
        health.watch("stuck") { .seconds(3600) }
        health.startDraining()
        #expect(health.stalledLoops().isEmpty)
        #expect(body(HealthReport.readiness(await health.readiness())) == #"{"status":"draining"}"#)
    }

    @Test func `the server finds a free port, tells it, and serves metrics and health`() async throws {
        let portFile = NSTemporaryDirectory() + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: portFile) }
        let environment = ["ENV": "TEST", "LEADR_PORT_FILE": portFile]
        let settings = try LeadrSettings(from: SettingsSource(environment: environment), role: .command)
        let registry = PrometheusRegistry()
        registry.makeCounter(label: "hits_total", dimensions: []).increment(by: 3)
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let server = OperationsServer(
            settings: settings.observability,
            registry: registry,
            health: HealthRegistry(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            onPort: { continuation.yield($0) }
        )
        let running = Task { try await server.run() }
        let port = try #require(await ports.first { _ in true })
        #expect(try String(contentsOfFile: portFile, encoding: .utf8) == "\(port)\n")
        #expect(try await fetch(port, "metrics").contains("hits_total 3\n"))
        #expect(try await fetch(port, "health/live") == #"{"status":"ok"}"#)
        #expect(try await fetch(port, "health/ready") == #"{"status":"ready"}"#)
        running.cancel()
        _ = await running.result
    }

    private func fetch(_ port: Int, _ path: String) async throws -> String {
        let response = try await HTTPProbe.get(port: port, path: path)
        return try #require(response.components(separatedBy: "\r\n\r\n").last)
    }
}
