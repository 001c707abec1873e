import LeadrDomain

/// Which usage is asked for.
public struct UsageFilter: Sendable, Equatable {
    /// Only of this tenant; nil for all.
    public var accountID: AccountID?
    /// Only of this; nil for all.
    public var metric: UsageMetric?
    /// Periods that begin at this time or later.
    public var from: Timestamp
    /// Periods that begin before this.
    public var to: Timestamp
    /// What it is summed over.
    public var period: UsagePeriod

    /// Creates a filter.
    public init(accountID: AccountID? = nil, metric: UsageMetric? = nil, from: Timestamp, to: Timestamp, period: UsagePeriod) {
        self.accountID = accountID
        self.metric = metric
        self.from = from
        self.to = to
        self.period = period
    }
}
