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
