extension AntiCheatWindow {
    /// The window of an identity from what the database knows: its stored row and the acceptance times of its events that passed, in any order.
    public init(submissionCount: Int, lastSubmissionAt: Timestamp, lastScoreValue: Double?, passedAt: [Timestamp]) {
        self.init(submissionCount: submissionCount, lastSubmissionAt: lastSubmissionAt, lastScoreValue: lastScoreValue)
        self.passedAt = passedAt.sorted()
    }

    /// This window together with what the database knows of the same submissions, which may lack the latest of them or hold some that this window
    /// lost. What both know counts once, so joining a complete window changes nothing.
    public func joined(with stored: AntiCheatWindow, keeping limit: Int) -> AntiCheatWindow {
        var joined = self
        joined.submissionCount = max(submissionCount, stored.submissionCount)
        if let last = stored.lastSubmissionAt, lastSubmissionAt.map({ last > $0 }) ?? true {
            joined.lastSubmissionAt = last
            joined.lastScoreValue = stored.lastScoreValue
        }
        var unseen = Dictionary(passedAt.map { ($0, 1) }, uniquingKeysWith: +)
        for time in stored.passedAt {
            if let count = unseen[time], count > 0 { unseen[time] = count - 1 } else { joined.passedAt.append(time) }
        }
        joined.passedAt.sort()
        joined.trim(keeping: limit)
        return joined
    }
}
