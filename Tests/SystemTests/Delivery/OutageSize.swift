import Foundation

/// How long an outage is tried.
struct OutageSize {
    let count: Int
    let outage: Duration
    let rate: Int
    let restMilliseconds: Int
    let patience: Duration

    /// `LEADR_TEST_LONG=1` for the long form.
    static var chosen: OutageSize {
        if ProcessInfo.processInfo.environment["LEADR_TEST_LONG"] == "1" {
            return OutageSize(count: 10_000, outage: .seconds(60), rate: 50, restMilliseconds: 10_000, patience: .seconds(480))
        }
        return OutageSize(count: 400, outage: .seconds(5), rate: 40, restMilliseconds: 1000, patience: .seconds(60))
    }
}
