/// Exponential backoff with full jitter: each pause is uniform between zero and a ceiling that doubles up to a maximum, so that
/// many clients do not return to a recovering server at the same moment.
public struct RedisBackoff: Sendable {
    /// The numbers behind the pauses.
    public struct Policy: Sendable, Equatable {
        /// Ceiling of the first pause; default 50 ms.
        public var base: Duration = .milliseconds(50)
        /// Ceiling of every later pause; default 2 s.
        public var maximum: Duration = .seconds(2)

        /// Makes the default policy.
        public init() {}

        /// Makes a policy.
        public init(base: Duration, maximum: Duration) {
            self.base = base
            self.maximum = maximum
        }
    }

    /// The numbers behind the pauses.
    public let policy: Policy
    /// Attempts that failed in a row.
    public private(set) var failures = 0

    /// Starts with no failure.
    public init(policy: Policy) {
        self.policy = policy
    }

    /// The ceiling of the next pause.
    public var ceiling: Duration {
        // 2^20 times any sensible base is beyond any maximum, and the product cannot overflow.
        min(policy.maximum, policy.base * (1 << min(failures, 20)))
    }

    /// The pause before the next attempt.
    public mutating func next() -> Duration {
        var generator = SystemRandomNumberGenerator()
        return next(using: &generator)
    }

    /// The pause before the next attempt, drawn from `generator`.
    public mutating func next(using generator: inout some RandomNumberGenerator) -> Duration {
        // The upper 53 bits as a fraction below one.
        let fraction = Double(generator.next() >> 11) * 0x1p-53
        let pause = ceiling * fraction
        failures += 1
        return pause
    }

    /// Notes a connection that was open for `lifetime`. Only one that outlived the longest pause starts over: a server that
    /// accepts and drops connections at once is not helped by eager clients.
    public mutating func connectionLasted(_ lifetime: Duration) {
        if lifetime >= policy.maximum { failures = 0 }
    }
}
