import ByteJSON
import LeadrDomain
import Testing

@Suite struct AntiCheatDetectorTests {
    private let start = Timestamp(microseconds: 1_768_478_400_000_000)

    /// Always finds the same.
    private struct Fixed: AntiCheatDetector {
        let rule: String
        let action: AntiCheatAction?

        func inspect(_ submission: AntiCheatSubmission, in window: AntiCheatWindow, by policy: AntiCheatPolicy) -> AntiCheatFinding? {
            guard let action else { return nil }
            return AntiCheatFinding(
                explanation: AntiCheatExplanation(rule: rule, action: action, measured: 7, limit: 5.5),
                flagType: .pattern,
                confidence: .low,
                reason: "by \(rule)",
                details: ["seen": 7]
            )
        }
    }

    private func verdict(_ detectors: [any AntiCheatDetector]) -> AntiCheatVerdict {
        var window = AntiCheatWindow()
        return AntiCheatEvaluator(detectors: detectors).evaluate(AntiCheatSubmission(acceptedAt: start, value: 1), in: &window)
    }

    @Test func `the contract's checks run in its order, under names that stay`() {
        #expect(AntiCheatEvaluator.standardDetectors.map(\.rule) == ["rate_limit", "duplicate", "velocity"])
    }

    @Test func `the first finding that is not accept ends the evaluation`() {
        let verdict = verdict([
            Fixed(rule: "silent", action: nil), Fixed(rule: "mild", action: .accept), Fixed(rule: "strict", action: .flag),
            Fixed(rule: "late", action: .reject),
        ])
        #expect(verdict.action == .flag && verdict.reason == "by strict")
        #expect(verdict.explanation == AntiCheatExplanation(rule: "strict", action: .flag, measured: 7, limit: 5.5))
    }

    @Test func `what no check objects to is accepted without a finding`() {
        let plain = AntiCheatVerdict(action: .accept, submissionCount: 1, lastSubmissionAt: start, lastScoreValue: 1)
        #expect(verdict([]) == plain)
        #expect(verdict([Fixed(rule: "mild", action: .accept)]) == plain)
    }

    @Test func `a check of one's own flags like the others`() {
        let verdict = verdict(AntiCheatEvaluator.standardDetectors + [Fixed(rule: "house_rule", action: .reject)])
        #expect(verdict.action == .reject && verdict.flagType == .pattern && verdict.confidence == .low)
        let metadata = String(decoding: verdict.metadata ?? [], as: UTF8.self)
        #expect(metadata == #"{"seen":7,"rule":"house_rule","action":"reject","measured":7,"limit":5.5}"#)
    }

    @Test(arguments: AntiCheatEvaluator.standardDetectors.indices)
    func `no check of the contract objects to a first submission`(index: Int) {
        let submission = AntiCheatSubmission(acceptedAt: start, value: 0)
        #expect(AntiCheatEvaluator.standardDetectors[index].inspect(submission, in: AntiCheatWindow(), by: AntiCheatPolicy()) == nil)
    }

    @Test(arguments: [(TrustTier.a, 100), (.b, 50), (.c, 20)])
    func `the rate check measures by the limit of the submission's tier`(tier: TrustTier, limit: Int) throws {
        var window = AntiCheatWindow(submissionCount: 200, lastSubmissionAt: start, lastScoreValue: 1)
        let submission = AntiCheatSubmission(acceptedAt: start + .seconds(1), value: 2, tier: tier)
        window.passedAt = Array(repeating: start, count: limit - 1)
        #expect(RateLimitDetector().inspect(submission, in: window, by: AntiCheatPolicy()) == nil)
        window.passedAt.append(start)
        let finding = try #require(RateLimitDetector().inspect(submission, in: window, by: AntiCheatPolicy()))
        #expect(finding.explanation == AntiCheatExplanation(rule: "rate_limit", action: .reject, measured: Double(limit), limit: Double(limit)))
        #expect(finding.details["trust_tier"] == .string(tier.rawValue) && finding.details["limit"]?.integer == Int64(limit))
    }

    @Test func `duplicates and rapid fire measure the seconds since the submission before, and compare them with their limits`() {
        let window = AntiCheatWindow(submissionCount: 1, lastSubmissionAt: start, lastScoreValue: 4)
        let submission = AntiCheatSubmission(acceptedAt: start + .milliseconds(1250), value: 4)
        let duplicate = DuplicateDetector().inspect(submission, in: window, by: AntiCheatPolicy())?.explanation
        #expect(duplicate == AntiCheatExplanation(rule: "duplicate", action: .flag, measured: 1.25, limit: 300))
        let velocity = VelocityDetector().inspect(submission, in: window, by: AntiCheatPolicy())?.explanation
        #expect(velocity == AntiCheatExplanation(rule: "velocity", action: .flag, measured: 1.25, limit: 2))
    }
}
