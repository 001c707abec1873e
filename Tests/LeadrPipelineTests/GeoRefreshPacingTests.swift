import GeoIP
import GeoIPUpdate
import Testing

@testable import LeadrPipeline

@Suite struct GeoRefreshPacingTests {
    private let failed = [RefreshReport(edition: .city, outcome: .network("x")), RefreshReport(edition: .country, outcome: .fresh)]
    private let refused = [RefreshReport(edition: .city, outcome: .unauthorized), RefreshReport(edition: .country, outcome: .fresh)]

    @Test func `failures that may pass are tried again sooner, a few times`() {
        var pacing = GeoRefreshPacing(interval: .seconds(3600), retryDelays: [.seconds(30), .seconds(60)])
        #expect((0..<4).map { _ in pacing.pause(after: failed) } == [.seconds(30), .seconds(60), .seconds(3600), .seconds(3600)])
        #expect(pacing.pause(after: refused) == .seconds(3600))
        #expect(pacing.pause(after: failed) == .seconds(30))
    }

    @Test func `no pause is longer than the interval`() {
        var pacing = GeoRefreshPacing(interval: .seconds(10), retryDelays: [.seconds(30)])
        #expect(pacing.pause(after: failed) == .seconds(10))
    }
}
