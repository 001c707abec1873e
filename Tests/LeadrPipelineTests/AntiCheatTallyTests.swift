import LeadrDomain
import Testing

@testable import LeadrPipeline

@Suite struct AntiCheatTallyTests {
    private func verdict(_ rule: String?, _ action: AntiCheatAction, asks: AntiCheatAction = .flag, type: FlagType? = .velocity) -> AntiCheatVerdict {
        AntiCheatVerdict(
            action: action,
            flagType: rule == nil ? nil : type,
            confidence: rule == nil ? nil : .high,
            metadata: rule.map { Array(#"{"rule":"\#($0)","action":"\#(asks.rawValue)","measured":1,"limit":2}"#.utf8) },
            submissionCount: 1,
            lastSubmissionAt: Timestamp(microseconds: 0),
            lastScoreValue: nil
        )
    }

    private func tally(_ verdicts: [AntiCheatVerdict]) -> AntiCheatTally {
        var tally = AntiCheatTally(rules: ["first", "second", "third"])
        for verdict in verdicts { tally.add(verdict) }
        return tally
    }

    @Test func `where nothing was found, every check looked`() {
        let tally = tally([verdict(nil, .accept), verdict(nil, .accept)])
        #expect(tally.evaluations == ["first": 2, "second": 2, "third": 2])
        #expect(tally.findings.isEmpty && tally.flags.isEmpty)
    }

    @Test func `the check that struck was the last to look`() {
        let tally = tally([verdict("second", .flag), verdict("first", .reject), verdict("third", .flag)])
        #expect(tally.evaluations == ["first": 3, "second": 2, "third": 1])
        let one = AntiCheatTally.Finding.init
        #expect(tally.findings == [one("second", .flag): 1, one("first", .reject): 1, one("third", .flag): 1])
        #expect(tally.flags == [AntiCheatTally.Flag(type: .velocity, confidence: .high): 3])
    }

    @Test func `findings are counted under what became of the submission`() {
        let tally = tally([
            verdict("first", .accept, asks: .reject), verdict("first", .accept, asks: .reject), verdict("first", .reject, asks: .reject),
        ])
        let one = AntiCheatTally.Finding.init
        #expect(tally.findings == [one("first", .accept): 2, one("first", .reject): 1])
    }
}
