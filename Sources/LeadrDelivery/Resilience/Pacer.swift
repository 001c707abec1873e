/// A token bucket that holds one token: attempts are spread evenly, also when thousands wait after an outage. No clock, no I/O.
public struct Pacer: Sendable {
    private let gap: Duration
    private var next: ContinuousClock.Instant?

    /// A pacer that makes nobody wait yet.
    ///
    /// - Parameter rate: Most attempts per second; more than zero.
    public init(rate: Double) {
        gap = .seconds(1 / max(rate, 0.001))
    }

    /// Reserves the next free place and returns the time until then; nil, with nothing reserved, when that is more than `limit`.
    public mutating func reserve(at now: ContinuousClock.Instant, within limit: Duration) -> Duration? {
        let place = max(next ?? now, now)
        guard place - now <= limit else { return nil }
        next = place + gap
        return place - now
    }

    /// Time until the next free place.
    public func wait(at now: ContinuousClock.Instant) -> Duration {
        max(next.map { $0 - now } ?? .zero, .zero)
    }
}
