import LeadrDomain
import Testing

@Suite struct AntiCheatEvaluatorTests {
    /// 2026-01-15T12:00:00Z.
    private let start = Timestamp(microseconds: 1_768_478_400_000_000)
    private let evaluator = AntiCheatEvaluator()

    private func at(_ seconds: Double, _ value: Double? = nil, tier: TrustTier = .b) -> AntiCheatSubmission {
        AntiCheatSubmission(acceptedAt: start + .microseconds(Int64((seconds * 1_000_000).rounded())), value: value, tier: tier)
    }

    private func text(_ verdict: AntiCheatVerdict) -> String {
        String(decoding: verdict.metadata ?? [], as: UTF8.self)
    }

    /// A window in which `count` submissions passed, ten seconds apart from the start.
    private func window(_ count: Int) -> AntiCheatWindow {
        var window = AntiCheatWindow()
        for index in 0..<count { _ = evaluator.evaluate(at(Double(index) * 10, Double(index)), in: &window) }
        return window
    }

    @Test func `the first submission passes and is counted`() {
        var window = AntiCheatWindow()
        let verdict = evaluator.evaluate(at(0, 7), in: &window)
        #expect(verdict == AntiCheatVerdict(action: .accept, submissionCount: 1, lastSubmissionAt: start, lastScoreValue: 7))
    }

    @Test func `the 50th submission of an hour passes, the 51st is rejected with the contract's text`() {
        var window = window(49)
        #expect(evaluator.evaluate(at(490, 1000), in: &window).action == .accept)
        let verdict = evaluator.evaluate(at(500, 1001), in: &window)
        #expect(verdict.action == .reject)
        #expect(verdict.flagType == .rateLimit)
        #expect(verdict.confidence == .high)
        #expect(verdict.reason == "Identity exceeded rate limit of 50 submissions/hour for this board")
        #expect(
            text(verdict)
                == #"{"limit":50,"submissions_count":50,"trust_tier":"b","window_start":"2026-01-15T12:08:10Z","#
                + #""rule":"rate_limit","action":"reject","measured":50}"#
        )
        #expect(verdict.submissionCount == 51)
        #expect(verdict.lastSubmissionAt == at(500).acceptedAt)
        #expect(verdict.lastScoreValue == 1001)
    }

    @Test(arguments: [(TrustTier.a, 100), (.b, 50), (.c, 20)])
    func `every tier has its limit`(tier: TrustTier, limit: Int) {
        var window = AntiCheatWindow()
        for index in 0..<limit { #expect(evaluator.evaluate(at(Double(index) * 3, Double(index), tier: tier), in: &window).action == .accept) }
        #expect(evaluator.evaluate(at(400, -1, tier: tier), in: &window).action == .reject)
    }

    @Test func `the window slides: when the oldest submission is over an hour old, the next passes`() {
        var window = window(50)
        #expect(evaluator.evaluate(at(3600, -1), in: &window).action == .reject)
        #expect(evaluator.evaluate(at(3600.000_001, -2), in: &window).action == .flag)
        #expect(evaluator.evaluate(at(3605, -3), in: &window).action == .reject)
        #expect(evaluator.evaluate(at(3611, -4), in: &window).action == .accept)
    }

    @Test func `rejected attempts do not extend the lock, although they are counted`() {
        var window = window(50)
        for second in stride(from: 500.0, to: 3600, by: 10) {
            #expect(evaluator.evaluate(at(second, second), in: &window).action == .reject)
        }
        let verdict = evaluator.evaluate(at(3605, -1), in: &window)
        #expect(verdict.action == .accept)
        #expect(verdict.submissionCount == 50 + 310 + 1)
    }

    @Test func `an equal value within 300 seconds is flagged as a duplicate`() {
        var window = AntiCheatWindow()
        _ = evaluator.evaluate(at(0, 1000), in: &window)
        let verdict = evaluator.evaluate(at(300, 1000), in: &window)
        #expect(verdict.action == .flag)
        #expect(verdict.flagType == .duplicate)
        #expect(verdict.confidence == .medium)
        #expect(verdict.reason == "Duplicate score value (1000.0) submitted within 300 seconds")
        #expect(
            text(verdict)
                == #"{"score_value":1000.0,"previous_submission_at":"2026-01-15T12:00:00Z","window_seconds":300,"#
                + #""rule":"duplicate","action":"flag","measured":300,"limit":300}"#
        )
        #expect(evaluator.evaluate(at(600.000_001, 1000), in: &window).action == .accept)
    }

    @Test func `only the value just before makes a duplicate`() {
        var window = AntiCheatWindow()
        _ = evaluator.evaluate(at(0, 1), in: &window)
        _ = evaluator.evaluate(at(10, 2), in: &window)
        #expect(evaluator.evaluate(at(20, 1), in: &window).action == .accept)
    }

    @Test func `increments of counters are never duplicates`() {
        var window = AntiCheatWindow()
        _ = evaluator.evaluate(at(0), in: &window)
        let verdict = evaluator.evaluate(at(10), in: &window)
        #expect(verdict.action == .accept)
        #expect(verdict.lastScoreValue == nil)
    }

    @Test func `submissions less than two seconds apart are flagged as rapid fire`() {
        var window = AntiCheatWindow()
        _ = evaluator.evaluate(at(0, 1), in: &window)
        let verdict = evaluator.evaluate(at(0.5, 2), in: &window)
        #expect(verdict.action == .flag)
        #expect(verdict.flagType == .velocity)
        #expect(verdict.confidence == .high)
        #expect(verdict.reason == "Rapid-fire submission detected: 0.50s between submissions (threshold: 2.0s)")
        #expect(
            text(verdict)
                == #"{"time_since_last_submission":0.5,"velocity_threshold":2.0,"last_submission_at":"2026-01-15T12:00:00Z","#
                + #""rule":"velocity","action":"flag","measured":0.5,"limit":2}"#
        )
        #expect(evaluator.evaluate(at(2.5, 3), in: &window).action == .accept)
        #expect(evaluator.evaluate(at(4.499_999, 4), in: &window).action == .flag)
    }

    @Test func `the first check that strikes ends the evaluation`() {
        var both = AntiCheatWindow()
        _ = evaluator.evaluate(at(0, 1), in: &both)
        #expect(evaluator.evaluate(at(1, 1), in: &both).flagType == .duplicate)
        var all = window(50)
        #expect(evaluator.evaluate(at(491, 49), in: &all).flagType == .rateLimit)
    }

    @Test func `a flagged submission takes a place in the hour`() {
        var window = AntiCheatWindow()
        for index in 0..<50 { #expect(evaluator.evaluate(at(Double(index), 1), in: &window).action != .reject) }
        #expect(evaluator.evaluate(at(60, 2), in: &window).action == .reject)
    }

    @Test func `a delayed submission neither looks rapid nor moves the newest one back`() {
        var window = AntiCheatWindow()
        _ = evaluator.evaluate(at(1000, 5), in: &window)
        let late = evaluator.evaluate(at(10, 5), in: &window)
        #expect(late.action == .accept)
        #expect(late.submissionCount == 2)
        #expect(late.lastSubmissionAt == at(1000).acceptedAt)
        #expect(late.lastScoreValue == 5)
        #expect(evaluator.evaluate(at(999.5, 6), in: &window).flagType == .velocity)
    }

    @Test func `out of order or not, no hour holds more than the limit`() {
        var generator = SeededGenerator(seed: 6)
        var policy = AntiCheatPolicy()
        policy.rateLimitTierB = 5
        let evaluator = AntiCheatEvaluator(policy: policy)
        for _ in 0..<50 {
            var window = AntiCheatWindow()
            var passed: [Timestamp] = []
            for step in 0..<80 {
                // Jobs are up to an hour late, which is what the window remembers beyond its own length.
                let submission = at(Double(step) * 120 - Double.random(in: 0...3480, using: &generator), Double(step))
                if evaluator.evaluate(submission, in: &window).action != .reject { passed.append(submission.acceptedAt) }
            }
            for time in passed {
                #expect(passed.filter { $0 >= time - .seconds(3600) && $0 <= time }.count <= 5)
            }
        }
    }

    @Test func `logging only reports what was found and lets it pass, and only what would have passed counts`() {
        var policy = AntiCheatPolicy()
        policy.isLoggingOnly = true
        policy.rateLimitTierB = 1
        var window = AntiCheatWindow()
        let evaluator = AntiCheatEvaluator(policy: policy)
        _ = evaluator.evaluate(at(0, 1), in: &window)
        let verdict = evaluator.evaluate(at(10, 2), in: &window)
        #expect(verdict.action == .accept)
        #expect(verdict.flagType == .rateLimit)
        #expect(verdict.explanation == AntiCheatExplanation(rule: "rate_limit", action: .reject, measured: 1, limit: 1))
        #expect(window.passedAt == [at(0).acceptedAt] && window.submissionCount == 2)
    }

    @Test func `a late submission passes when no hour around it is full`() {
        var policy = AntiCheatPolicy()
        policy.rateLimitTierB = 2
        let evaluator = AntiCheatEvaluator(policy: policy)
        var window = AntiCheatWindow()
        for second in [0.0, 5000] { _ = evaluator.evaluate(at(second, second), in: &window) }
        #expect(evaluator.evaluate(at(2500, -1), in: &window).action == .accept)
        #expect(evaluator.evaluate(at(2600, -2), in: &window).action == .reject)
    }

    @Test func `thresholds are settings and appear in the texts`() {
        var policy = AntiCheatPolicy()
        policy.duplicateWindowSeconds = 60
        policy.velocityThresholdSeconds = 0.25
        var window = AntiCheatWindow()
        let evaluator = AntiCheatEvaluator(policy: policy)
        _ = evaluator.evaluate(at(0, 1), in: &window)
        #expect(evaluator.evaluate(at(60, 1), in: &window).reason == "Duplicate score value (1.0) submitted within 60 seconds")
        #expect(
            evaluator.evaluate(at(60.125, 2), in: &window).reason
                == "Rapid-fire submission detected: 0.12s between submissions (threshold: 0.25s)"
        )
    }
}
