/// Whether a limiter lets a request pass.
public enum LimitDecision: Sendable, Equatable {
    /// It passes and was counted.
    case allowed
    /// It does not pass and was not counted; 429.
    case limited(retryAfter: Duration)

    /// Value of the `Retry-After` header: whole seconds, rounded up, at least one. Nil when the request passes.
    public var retryAfterSeconds: Int? {
        guard case .limited(let wait) = self else { return nil }
        return max(1, Int((wait.milliseconds + 999) / 1000))
    }
}
