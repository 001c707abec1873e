/// What the checks look at.
public struct AntiCheatSubmission: Hashable, Sendable {
    /// Time of acceptance at the API.
    public var acceptedAt: Timestamp
    /// Submitted value; nil on counters, whose deltas are never duplicates.
    public var value: Double?
    /// Selects the hourly limit.
    public var tier: TrustTier

    /// Creates a submission.
    public init(acceptedAt: Timestamp, value: Double?, tier: TrustTier = .b) {
        self.acceptedAt = acceptedAt
        self.value = value
        self.tier = tier
    }
}

extension AntiCheatSubmission {
    /// Seconds between this submission and the newest one, whichever came first: a delayed job is neither rapid nor a duplicate because it is late.
    func gap(to last: Timestamp) -> Double {
        Double(abs(acceptedAt.microseconds - last.microseconds)) / 1_000_000
    }
}
