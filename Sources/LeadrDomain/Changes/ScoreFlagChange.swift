/// A review of a flag (`contract/scoring.md §6.4`).
public struct ScoreFlagChange: Hashable, Sendable {
    /// Where the review stands.
    public var status: FlagStatus?
    /// Notes of the reviewer; null clears them.
    public var reviewerDecision = Patch<String?>.keep
    /// Deletes the flag; everything else is then ignored.
    public var deletes = false

    /// A change of nothing.
    public init() {}

    /// The flag after the review.
    ///
    /// - Parameters:
    ///   - reviewer: Who reviews it.
    ///   - now: Time of the review.
    /// - Throws: ``DomainError`` 400 when nothing is to be changed.
    public func applied(to flag: ScoreFlag, by reviewer: UserID, at now: Timestamp) throws(DomainError) -> ScoreFlag {
        var changed = flag
        if deletes {
            changed.deletedAt = now
            return changed
        }
        guard status != nil || reviewerDecision != .keep else {
            throw .badRequest("Must provide either status, reviewer_decision, or deleted=true")
        }
        if let status {
            changed.status = status
            changed.reviewedAt = now
            changed.reviewerID = reviewer
        }
        changed.reviewerDecision = reviewerDecision.applied(to: flag.reviewerDecision)
        changed.updatedAt = now
        return changed
    }
}
