/// How much an account used of something within an hour.
public struct UsageEntry: Hashable, Sendable {
    /// The tenant.
    public var accountID: AccountID
    /// What was used.
    public var metric: UsageMetric
    /// Beginning of the hour.
    public var hour: Timestamp
    /// How much.
    public var amount: Int64

    /// Creates an entry.
    public init(accountID: AccountID, metric: UsageMetric, hour: Timestamp, amount: Int64) {
        self.accountID = accountID
        self.metric = metric
        self.hour = hour
        self.amount = amount
    }

    /// The beginning of the hour that `time` lies in.
    public static func hour(of time: Timestamp) -> Timestamp {
        let length: Int64 = 3_600_000_000
        let rest = time.microseconds % length
        return Timestamp(microseconds: time.microseconds - (rest < 0 ? rest + length : rest))
    }
}
