/// Exponential backoff with full jitter: a delay is drawn evenly between zero and the doubled ceiling, so that a wave of failures spreads out.
public struct RetryPolicy: Sendable, Equatable {
    /// Ceiling of the first delay. Default 1 s.
    public var base: Duration
    /// Highest ceiling. Default 5 min.
    public var maximum: Duration
    /// Counted failures after which a job is buried. Default 5.
    public var maximumAttempts: Int

    /// A policy.
    public init(base: Duration = .seconds(1), maximum: Duration = .seconds(300), maximumAttempts: Int = 5) {
        self.base = base
        self.maximum = maximum
        self.maximumAttempts = maximumAttempts
    }

    /// Longest possible delay before attempt `failures + 1`.
    public func ceiling(afterFailures failures: Int) -> Duration {
        let doublings = min(max(failures - 1, 0), 30)
        return min(maximum, base * (1 << doublings))
    }

    /// A delay drawn for a job that failed `failures` times.
    ///
    /// - Parameter random: a number of 0 ..< 1.
    public func delay(afterFailures failures: Int, random: Double = .random(in: 0..<1)) -> Duration {
        ceiling(afterFailures: failures) * random
    }

    /// Whether a job that failed `failures` times has used up its attempts.
    public func isExhausted(afterFailures failures: Int) -> Bool {
        failures >= maximumAttempts
    }
}
