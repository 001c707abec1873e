import LeadrDomain
import Testing

@Suite struct AntiCheatCodecTests {
    private func sample(_ count: Int) -> AntiCheatWindow {
        var window = AntiCheatWindow()
        let evaluator = AntiCheatEvaluator()
        for index in 0..<count {
            let time = Timestamp(microseconds: 1_768_478_400_000_000 + Int64(index) * 12_345_678)
            _ = evaluator.evaluate(AntiCheatSubmission(acceptedAt: time, value: index.isMultiple(of: 2) ? Double(index) / 3 : nil), in: &window)
        }
        return window
    }

    @Test(arguments: [0, 1, 2, 50, 60])
    func `a window survives its encoding`(count: Int) {
        let window = sample(count)
        #expect(AntiCheatWindow(encoded: window.encoded) == window)
    }

    @Test func `a full window stays small`() {
        #expect(sample(50).encoded.count < 250)
    }

    @Test func `a window restored from its stored row knows the totals`() {
        let window = AntiCheatWindow(submissionCount: 300, lastSubmissionAt: Timestamp(microseconds: 5), lastScoreValue: nil)
        #expect(AntiCheatWindow(encoded: window.encoded) == window)
        #expect(window.passedAt.isEmpty)
    }

    @Test(arguments: [
        AntiCheatVerdict(action: .accept, submissionCount: 1, lastSubmissionAt: Timestamp(microseconds: 0), lastScoreValue: nil),
        AntiCheatVerdict(
            action: .reject,
            flagType: .rateLimit,
            confidence: .high,
            reason: "zu oft – ü",
            metadata: Array("{}".utf8),
            submissionCount: 1 << 40,
            lastSubmissionAt: Timestamp(microseconds: -1),
            lastScoreValue: -0.1
        ),
    ])
    func `a verdict survives its encoding`(verdict: AntiCheatVerdict) {
        #expect(AntiCheatVerdict(encoded: verdict.encoded) == verdict)
    }

    @Test func `damaged bytes are refused, never trapped on`() {
        var generator = SeededGenerator(seed: 8)
        let window = sample(20).encoded
        let verdict = AntiCheatVerdict(
            action: .flag,
            flagType: .velocity,
            confidence: .high,
            reason: "r",
            metadata: [1],
            submissionCount: 3,
            lastSubmissionAt: Timestamp(microseconds: 9),
            lastScoreValue: 1
        ).encoded
        for bytes in [window, verdict] {
            for length in 0..<bytes.count {
                #expect(AntiCheatWindow(encoded: Array(bytes.prefix(length))) == nil)
                #expect(AntiCheatVerdict(encoded: Array(bytes.prefix(length))) == nil)
            }
            #expect(AntiCheatWindow(encoded: bytes + [0]) == nil)
            #expect(AntiCheatVerdict(encoded: bytes + [0]) == nil)
            for _ in 0..<5_000 {
                var damaged = bytes
                damaged[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
                _ = AntiCheatWindow(encoded: damaged)
                _ = AntiCheatVerdict(encoded: damaged)
            }
        }
    }

    @Test func `an unknown format is refused`() {
        var bytes = sample(1).encoded
        bytes[0] = 2
        #expect(AntiCheatWindow(encoded: bytes) == nil)
    }
}
