import Testing

@testable import LeadrDomain

@Suite struct AntiCheatWindowRestoreTests {
    private func time(_ minute: Int64) -> Timestamp { Timestamp(microseconds: minute * 60_000_000) }

    private func window(_ minutes: [Int64], count: Int? = nil, last: Int64? = nil, value: Double? = 1) -> AntiCheatWindow {
        AntiCheatWindow(
            submissionCount: count ?? minutes.count,
            lastSubmissionAt: time(last ?? minutes.max() ?? 0),
            lastScoreValue: value,
            passedAt: minutes.map(time)
        )
    }

    @Test func `a lost window becomes what the database knows`() {
        let stored = window([5, 1, 3], count: 9)
        let joined = AntiCheatWindow().joined(with: stored, keeping: 50)
        #expect(joined == stored)
        #expect(joined.passedAt == [1, 3, 5].map(time))
    }

    @Test func `a complete window stays as it is`() {
        // The database lacks what is not ranked yet.
        let present = window([1, 3, 5, 7], count: 12)
        #expect(present.joined(with: window([1, 3, 5], count: 9), keeping: 50) == present)
    }

    @Test func `a window that began anew gets the hour before back, and nothing twice`() {
        let joined = window([7, 8], count: 2, value: 8).joined(with: window([1, 3, 7], count: 9, value: 7), keeping: 50)
        #expect(joined.passedAt == [1, 3, 7, 8].map(time))
        #expect(joined.submissionCount == 9)
        #expect(joined.lastSubmissionAt == time(8) && joined.lastScoreValue == 8)
        #expect(joined.joined(with: window([1, 3, 7], count: 9, value: 7), keeping: 50) == joined)
    }

    @Test func `two submissions of one moment count twice`() {
        #expect(window([4]).joined(with: window([4, 4]), keeping: 50).passedAt.count == 2)
    }

    @Test func `a joined window forgets what no check looks at`() {
        #expect(window([200]).joined(with: window([1, 100]), keeping: 50).passedAt == [100, 200].map(time))
        #expect(window([6]).joined(with: window([1, 2, 3, 4, 5]), keeping: 2).passedAt == [3, 4, 5, 6].map(time))
    }

    @Test func `the limit holds after a restore`() {
        var policy = AntiCheatPolicy()
        policy.rateLimitTierB = 3
        var window = AntiCheatWindow().joined(with: self.window([1, 2, 3]), keeping: 3)
        let next = AntiCheatSubmission(acceptedAt: time(10), value: 5)
        #expect(AntiCheatEvaluator(policy: policy).evaluate(next, in: &window).action == .reject)
    }
}
