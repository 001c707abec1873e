import LeadrDomain
import Testing

@Suite struct AntiCheatExplanationTests {
    private func read(_ metadata: String) -> AntiCheatExplanation? {
        AntiCheatExplanation(metadata: Array(metadata.utf8))
    }

    @Test func `an explanation is read whatever stands beside it, in any order`() {
        let expected = AntiCheatExplanation(rule: "velocity", action: .flag, measured: 0.5, limit: 2)
        #expect(read(#"{"velocity_threshold":2.0,"rule":"velocity","action":"flag","measured":0.5,"limit":2}"#) == expected)
        // As jsonb gives it back.
        #expect(read(#"{"rule": "velocity", "limit": 2, "action": "flag", "measured": 0.5, "last_submission_at": "x"}"#) == expected)
    }

    @Test(arguments: [
        "", "{}", "[]", "null", "{broken", #""rate_limit""#,
        // Of the version before, and of an administrator.
        #"{"limit":50,"submissions_count":50,"trust_tier":"b","window_start":"2026-01-15T12:08:10Z"}"#,
        #"{"rule":"of the house","note":"saw it"}"#,
        #"{"rule":7,"action":"flag","measured":1,"limit":1}"#, #"{"rule":"r","action":"ban","measured":1,"limit":1}"#,
        #"{"rule":"r","action":"flag","measured":"1","limit":1}"#,
    ])
    func `metadata without an explanation has none`(metadata: String) {
        #expect(read(metadata) == nil)
    }

    @Test func `a verdict without metadata explains nothing`() {
        let verdict = AntiCheatVerdict(action: .accept, submissionCount: 1, lastSubmissionAt: Timestamp(microseconds: 0), lastScoreValue: nil)
        #expect(verdict.explanation == nil)
    }
}
