/// When a board accepts submissions (`contract/scoring.md §2.7`).
public enum BoardWindow {
    /// Checks a board at the time of acceptance; the end is exclusive.
    ///
    /// - Throws: ``DomainError/badRequest(_:)`` with the contract's text.
    public static func check(isActive: Bool, startsAt: Timestamp?, endsAt: Timestamp?, at time: Timestamp) throws(DomainError) {
        guard isActive else { throw .badRequest("Board is not active") }
        if let startsAt, time < startsAt { throw .badRequest("Board has not started") }
        if let endsAt, time >= endsAt { throw .badRequest("Board has ended") }
    }

    /// Checks that a window is not empty when both ends are set (`contract/scoring.md §2.1`).
    ///
    /// - Throws: ``DomainError/badRequest(_:)`` when the end is not after the start.
    public static func validate(startsAt: Timestamp?, endsAt: Timestamp?) throws(DomainError) {
        if let startsAt, let endsAt, endsAt <= startsAt { throw .badRequest("ends_at must be after starts_at") }
    }
}

extension Board {
    /// Checks that a submission accepted at `time` counts (`contract/scoring.md §2.7`, `§5.2` step 4).
    ///
    /// - Throws: ``DomainError/badRequest(_:)`` with the contract's text.
    public func checkAcceptsSubmission(at time: Timestamp) throws(DomainError) {
        try BoardWindow.check(isActive: isActive, startsAt: startsAt, endsAt: endsAt, at: time)
        if boardType == .ratio { throw .badRequest("RATIO boards do not accept direct submissions") }
    }
}
