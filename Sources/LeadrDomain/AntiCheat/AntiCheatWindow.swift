/// What anti-cheat remembers of one identity on one board, both pools together (`contract/scoring.md §6.2`).
///
/// Only submissions that **passed** count towards the hourly limit. The contract wants the trailing hour instead of a lifetime total because rejected
/// attempts must not extend the lock; were they counted, a client that keeps retrying would stay locked out for ever. They do count in
/// ``submissionCount`` and do move ``lastSubmissionAt``, as the contract says of every evaluation.
public struct AntiCheatWindow: Hashable, Sendable {
    /// Length of the window of the rate limit.
    static let length = Duration.seconds(3600)

    /// Acceptance times of the submissions that passed, oldest first: those of the two hours before the newest, at most twice the limit.
    ///
    /// The second hour serves late jobs: see ``passed(around:)``.
    public var passedAt: [Timestamp]
    /// Acceptance time of the newest submission, passed or not; nil when there was none.
    public var lastSubmissionAt: Timestamp?
    /// Value of that submission; nil on counters.
    public var lastScoreValue: Double?
    /// Submissions ever, passed or not.
    public var submissionCount: Int

    /// The state before the first submission.
    public init() {
        passedAt = []
        submissionCount = 0
    }

    /// The state of an identity whose window was lost, from its stored row: the totals are known, the hour starts afresh.
    public init(submissionCount: Int, lastSubmissionAt: Timestamp, lastScoreValue: Double?) {
        passedAt = []
        self.submissionCount = submissionCount
        self.lastSubmissionAt = lastSubmissionAt
        self.lastScoreValue = lastScoreValue
    }

    /// The greatest number of passed submissions in any hour that contains `time`: for the newest submission, the trailing hour.
    ///
    /// A job that was delayed is evaluated after later ones. Looking at every hour around it keeps the promise that none holds more than the limit,
    /// as if submissions had been evaluated in order of acceptance. Exact for jobs up to an hour late; an older one is judged by what is remembered.
    func passed(around time: Timestamp) -> Int {
        let near = passedAt.filter { $0 >= time - Self.length && $0 <= time + Self.length }
        guard let newest = near.last, newest > time else { return near.count }
        let starts = near.filter { $0 < time } + [time]
        return starts.reduce(0) { most, start in
            max(most, near.count { $0 >= start && $0 <= start + Self.length })
        }
    }

    /// Counts a submission; one older than the newest changes neither the last time nor the last value.
    mutating func record(_ submission: AntiCheatSubmission, passed: Bool, keeping limit: Int) {
        submissionCount += 1
        if lastSubmissionAt.map({ submission.acceptedAt >= $0 }) ?? true {
            lastSubmissionAt = submission.acceptedAt
            lastScoreValue = submission.value
        }
        if passed { insert(submission.acceptedAt, keeping: limit) }
    }

    private mutating func insert(_ time: Timestamp, keeping limit: Int) {
        let place = (passedAt.lastIndex { $0 <= time }).map { $0 + 1 } ?? 0
        passedAt.insert(time, at: place)
        trim(keeping: limit)
    }

    /// Forgets what no check will look at.
    mutating func trim(keeping limit: Int) {
        guard let newest = passedAt.last else { return }
        passedAt.removeAll { $0 < newest - Self.length - Self.length }
        passedAt.removeFirst(max(0, passedAt.count - 2 * max(limit, 0)))
    }
}
