/// What usage is summed over.
public enum UsagePeriod: String, Sendable, Hashable, CaseIterable {
    /// As it is recorded.
    case hour
    /// Days in UTC.
    case day
}
