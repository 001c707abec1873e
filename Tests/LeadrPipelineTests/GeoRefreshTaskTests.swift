import GeoIP
import GeoIPUpdate
import Testing

@testable import LeadrPipeline

/// What a scheduled refresh has to say about how it ended.
@Suite struct GeoRefreshTaskTests {
    private func error(_ outcomes: RefreshOutcome...) -> (any Error)? {
        GeoRefresh.error(of: outcomes.map { RefreshReport(edition: .city, outcome: $0) })
    }

    @Test(arguments: [
        RefreshOutcome.installed(type: "GeoLite2-City"), .fresh, .notModified, .busy, .disabled, .noCredentials, .cancelled, .rejected,
        .throttled(retryAfter: 60),
    ]) func `what needs nobody is no failure`(outcome: RefreshOutcome) {
        #expect(error(outcome) == nil)
    }

    @Test(arguments: [
        RefreshOutcome.unauthorized, .forbidden, .unexpectedStatus(404), .badRedirect("no"), .tooLarge(limit: 1), .unusable("no"), .wrongType("no"),
    ]) func `what somebody has to mend fails for good`(outcome: RefreshOutcome) {
        #expect((error(.fresh, outcome) as? GeoRefreshRefusal)?.reports.map(\.outcome) == [outcome])
    }

    @Test func `what may pass is tried again, and nothing is left out of the report`() {
        let failure = error(.unauthorized, .serverError(503)) as? GeoRefreshFailure
        #expect(failure?.reports.map(\.outcome) == [.serverError(503), .unauthorized])
    }
}
