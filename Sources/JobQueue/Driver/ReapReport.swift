/// What one pass of the reaper did.
public struct ReapReport: Sendable, Equatable {
    /// Claims whose lease had run out.
    public var claims: Int
    /// Jobs given back to be claimed alone.
    public var redelivered: Int
    /// Jobs parked because they were delivered too often.
    public var parked: Int

    /// A report of counts.
    public init(claims: Int = 0, redelivered: Int = 0, parked: Int = 0) {
        self.claims = claims
        self.redelivered = redelivered
        self.parked = parked
    }
}
