/// Keeps a peer that fails from being asked again and again: after some failures in a row it is left alone for a while, then one attempt shows
/// whether it is back (`contract/architecture-checklist.md §10`). No clock, no I/O.
///
/// ```
/// closed ──failures──▶ open ──rest over──▶ probing ──success──▶ closed
///                        ▲                    │
///                        └───────failure──────┘
/// ```
public struct CircuitBreaker: Sendable {
    /// The answer to somebody who wants to try.
    public enum Admission: Hashable, Sendable {
        /// Go ahead, and tell how it went.
        case go
        /// Not now; ask again after that time.
        case wait(Duration)
    }

    private enum State {
        case closed(failures: Int)
        case open(until: ContinuousClock.Instant)
        /// One attempt is under way; if nobody tells how it went, another one may start at that time.
        case probing(until: ContinuousClock.Instant)
    }

    private let threshold: Int
    private let rest: Duration
    private let longestRest: Duration
    /// The next rest; it doubles with every attempt that shows that the peer is still down.
    private var nextRest: Duration
    private var state = State.closed(failures: 0)

    /// A closed breaker.
    ///
    /// - Parameters:
    ///   - threshold: Failures in a row that open it; at least one.
    ///   - rest: How long it stays open.
    ///   - longestRest: How long it stays open in the end, when the peer does not come back; nil for always the same.
    public init(threshold: Int = 5, rest: Duration = .seconds(30), longestRest: Duration? = nil) {
        self.threshold = max(1, threshold)
        self.rest = rest
        self.longestRest = max(rest, longestRest ?? rest)
        nextRest = rest
    }

    /// Whether attempts are let through.
    public var isClosed: Bool {
        if case .closed = state { true } else { false }
    }

    /// Whether an attempt would be let through now; changes nothing.
    public func outlook(at now: ContinuousClock.Instant) -> Admission {
        switch state {
        case .closed: .go
        case .open(let until), .probing(let until): now < until ? .wait(until - now) : .go
        }
    }

    /// Asks for an attempt. One that is let through while the breaker is not closed is the only one until it ends.
    public mutating func admit(at now: ContinuousClock.Instant) -> Admission {
        let answer = outlook(at: now)
        if answer == .go, !isClosed { state = .probing(until: now + rest) }
        return answer
    }

    /// The peer answered as it should.
    public mutating func succeed() {
        state = .closed(failures: 0)
        nextRest = rest
    }

    /// The peer failed.
    public mutating func fail(at now: ContinuousClock.Instant) {
        switch state {
        case .closed(let failures) where failures + 1 < threshold: state = .closed(failures: failures + 1)
        case .closed, .probing:
            state = .open(until: now + nextRest)
            nextRest = min(nextRest * 2, longestRest)
        case .open: break  // An attempt from before; it tells nothing new.
        }
    }

    /// An attempt was given up before the peer showed how it is.
    public mutating func abandon(at now: ContinuousClock.Instant) {
        if case .probing = state { state = .open(until: now) }
    }
}
