/// Translates the monotonic clock of this process into the time of the store, from the store's answers.
///
/// An answer taken within a short round trip says more than one within a long one; an older sample loses weight because clocks drift apart.
struct StoreTimeline: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// Drift between two machines that is assumed, per second of age of a sample.
    private static let driftPerSecond = 0.0002

    private var anchor: (instant: Instant, time: StoreTime, uncertainty: Duration)?

    /// Takes the store's time `time`, asked at `sent` and known at `received`.
    mutating func observe(_ time: StoreTime, sent: Instant, received: Instant) {
        let roundTrip = max(.zero, sent.duration(to: received))
        let uncertainty = roundTrip / 2
        if let anchor, uncertainty > anchor.uncertainty + Self.drift(since: anchor.instant, until: received) { return }
        anchor = (sent.advanced(by: roundTrip / 2), time, uncertainty)
    }

    /// The store's time at `instant`; nil before the first observation.
    func time(at instant: Instant) -> StoreTime? {
        guard let anchor else { return nil }
        return anchor.time + anchor.instant.duration(to: instant)
    }

    private static func drift(since earlier: Instant, until later: Instant) -> Duration {
        max(.zero, earlier.duration(to: later)) * driftPerSecond
    }
}
