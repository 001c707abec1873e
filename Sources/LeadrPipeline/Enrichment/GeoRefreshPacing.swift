import GeoIPUpdate

/// When to look again where no scheduler does it. No I/O.
struct GeoRefreshPacing: Sendable {
    private let interval: Duration
    private let retryDelays: [Duration]
    private var failures = 0

    /// - Parameter retryDelays: Pauses after failures that may pass; beyond them it is the usual interval.
    init(interval: Duration, retryDelays: [Duration]) {
        self.interval = interval
        self.retryDelays = retryDelays
    }

    /// The pause after a look.
    mutating func pause(after reports: [RefreshReport]) -> Duration {
        guard !reports.transient.isEmpty else {
            failures = 0
            return interval
        }
        defer { failures += 1 }
        return failures < retryDelays.count ? min(retryDelays[failures], interval) : interval
    }
}
