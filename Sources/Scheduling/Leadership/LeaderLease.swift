/// The state machine of one candidate for leadership; no I/O, so that every race can be told in a test.
///
/// ```
///            granted in time             renewed: trust = start of the attempt + TTL − margin
///  follower ────────────────▶ leader ◀──────────────────────────────┐
///     ▲                        │  └── attempt, every renewInterval ─┘
///     └──── refused, or trust ran out, or another term ─┘
/// ```
/// Trust counts from the *start* of an attempt: the store cannot have set the expiry before it was asked, so however slow the round trip,
/// trust ends before the lease does.
public struct LeaderLease: Sendable {
    /// Points on the monotonic clock.
    public typealias Instant = ContinuousClock.Instant

    /// What changed for this process.
    public enum Transition: Equatable, Sendable {
        /// It leads now.
        case gained(term: Int64)
        /// It leads no longer.
        case lost(term: Int64)
        /// It leads again, under another term: whatever ran under the former one must stop.
        case replaced(former: Int64, term: Int64)
    }

    private struct Grant {
        var term: Int64
        var trustedUntil: Instant
    }

    private let timing: LeaseTiming
    private var grant: Grant?

    /// The earliest time of the next attempt.
    public private(set) var nextAttempt: Instant

    /// A follower that may try at once.
    public init(timing: LeaseTiming, now: Instant) {
        self.timing = timing
        nextAttempt = now
    }

    /// The term this process leads under at `now`; nil when it does not lead.
    public func term(at now: Instant) -> Int64? {
        guard let grant, now < grant.trustedUntil else { return nil }
        return grant.term
    }

    /// When trust in the present grant ends; nil without one.
    public var trustedUntil: Instant? { grant?.trustedUntil }

    /// Ends a grant whose trust ran out.
    public mutating func expire(at now: Instant) -> Transition? {
        guard let ended = grant, now >= ended.trustedUntil else { return nil }
        grant = nil
        nextAttempt = min(nextAttempt, now)
        return .lost(term: ended.term)
    }

    /// Takes the answer to an attempt that began at `started`: `term` nil = refused.
    public mutating func received(term: Int64?, started: Instant, now: Instant) -> Transition? {
        let former = grant?.term
        let trustedUntil = started.advanced(by: timing.timeToLive - timing.margin)
        guard let term, now < trustedUntil else { return refused(former: former, wasGranted: term != nil, now: now) }
        grant = Grant(term: term, trustedUntil: trustedUntil)
        nextAttempt = max(now, started.advanced(by: timing.renewInterval))
        switch former {
        case nil: return .gained(term: term)
        case term?: return nil
        case let former?: return .replaced(former: former, term: term)
        }
    }

    /// The outcome of an attempt is unknown: trust in the present grant lasts until its end, and the next attempt comes soon.
    public mutating func failed(at now: Instant) -> Transition? {
        nextAttempt = now.advanced(by: timing.retryInterval)
        return expire(at: now)
    }

    /// A grant that arrived too late to be trusted is asked for again at once; a refusal waits.
    private mutating func refused(former: Int64?, wasGranted: Bool, now: Instant) -> Transition? {
        grant = nil
        nextAttempt = wasGranted ? now : now.advanced(by: timing.retryInterval)
        return former.map { .lost(term: $0) }
    }
}
