import LeadrDomain
import Testing

/// The hourly limit against an oracle that remembers everything and is told nothing but the promise: no hour holds more than the limit.
@Suite struct AntiCheatWindowPropertyTests {
    private struct Oracle {
        let limit: Int
        var passed: [Timestamp] = []

        /// Lets a submission pass if afterwards still no hour that ends with one holds more than the limit.
        mutating func passes(_ time: Timestamp) -> Bool {
            let after = passed + [time]
            let isWithin = after.allSatisfy { end in after.count { $0 <= end && end - $0 <= .seconds(3600) } <= limit }
            if isWithin { passed = after }
            return isWithin
        }
    }

    private let start = Timestamp(microseconds: 1_768_478_400_000_000)

    private func evaluator(limit: Int, isLoggingOnly: Bool = false) -> AntiCheatEvaluator {
        var policy = AntiCheatPolicy()
        policy.rateLimitTierB = limit
        policy.isLoggingOnly = isLoggingOnly
        return AntiCheatEvaluator(policy: policy)
    }

    /// What passes, one submission after the other; values differ, so only the limit rejects.
    private func passes(_ times: [Timestamp], limit: Int) -> [Bool] {
        var window = AntiCheatWindow()
        let evaluator = evaluator(limit: limit)
        var remembered = 0
        let passes = times.enumerated().map { index, time in
            let verdict = evaluator.evaluate(AntiCheatSubmission(acceptedAt: time, value: Double(index)), in: &window)
            remembered = max(remembered, window.passedAt.count)
            return verdict.action != .reject
        }
        #expect(remembered <= 2 * limit)
        return passes
    }

    private func oracle(_ times: [Timestamp], limit: Int) -> [Bool] {
        var oracle = Oracle(limit: limit)
        return times.map { oracle.passes($0) }
    }

    /// Bursts and pauses in steps of a minute, so that submissions fall exactly an hour apart; now and then a microsecond beside.
    private func gap(_ generator: inout SeededGenerator) -> Duration {
        let minutes = [0, 0, 1, 1, 2, 3, 7, 30, 60, 61].randomElement(using: &generator) ?? 0
        return .seconds(60 * minutes) + .microseconds(Int.random(in: 0...3, using: &generator) == 0 ? 1 : 0)
    }

    private func inOrder(_ count: Int, _ generator: inout SeededGenerator) -> [Timestamp] {
        var times = [start]
        while times.count < count { times.append(times[times.count - 1] + gap(&generator)) }
        return times
    }

    /// Each at most an hour older than the newest before it, as far as the window is exact.
    private func outOfOrder(_ count: Int, _ generator: inout SeededGenerator) -> [Timestamp] {
        var newest = start
        return (0..<count).map { _ in
            if Bool.random(using: &generator) { return newest - .seconds(60 * Int.random(in: 0...60, using: &generator)) }
            newest = newest + gap(&generator)
            return newest
        }
    }

    @Test(arguments: [1, 2, 3, 5, 8])
    func `in order, submissions pass as the oracle says`(limit: Int) {
        var generator = SeededGenerator(seed: UInt64(limit))
        for _ in 0..<8 {
            let times = inOrder(80, &generator)
            #expect(passes(times, limit: limit) == oracle(times, limit: limit))
        }
    }

    @Test(arguments: [1, 2, 3, 5, 8])
    func `up to an hour late, submissions pass as the oracle says`(limit: Int) {
        var generator = SeededGenerator(seed: 100 + UInt64(limit))
        for _ in 0..<8 {
            let times = outOfOrder(80, &generator)
            #expect(passes(times, limit: limit) == oracle(times, limit: limit))
        }
    }

    @Test func `of any sixty within an hour the first fifty pass, and when the oldest has left the hour exactly one more`() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<10 {
            let offsets = (0..<60).map { _ in Int.random(in: 0...3_600_000_000, using: &generator) }.sorted()
            let times = offsets.map { start + .microseconds($0) }
            #expect(passes(times, limit: 50) == (0..<60).map { $0 < 50 })
            let stillIn = times[0] + .seconds(3600)
            let free = stillIn + .microseconds(1)
            let room = times.prefix(50).count { $0 == times[0] }
            let attempts = [stillIn] + Array(repeating: free, count: room + 1)
            let verdicts = passes(Array(times.prefix(50)) + attempts, limit: 50)
            #expect(Array(verdicts.suffix(room + 2)) == [false] + Array(repeating: true, count: room) + [false])
        }
    }

    @Test func `rejected attempts change nothing for the others`() {
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<15 {
            let times = outOfOrder(100, &generator)
            let verdicts = passes(times, limit: 4)
            let heeded = zip(times, verdicts).filter(\.1).map(\.0)
            #expect(passes(heeded, limit: 4).allSatisfy { $0 })
            let some = zip(times, verdicts).filter { $0.1 || Bool.random(using: &generator) }
            #expect(passes(some.map(\.0), limit: 4) == some.map(\.1))
        }
    }

    @Test func `a dry run reports what would really have happened, and lets everything pass`() {
        var generator = SeededGenerator(seed: 9)
        let (trial, court) = (evaluator(limit: 4, isLoggingOnly: true), evaluator(limit: 4))
        for _ in 0..<10 {
            var (dry, real) = (AntiCheatWindow(), AntiCheatWindow())
            let submissions = outOfOrder(100, &generator).map {
                AntiCheatSubmission(acceptedAt: $0, value: Double(Int.random(in: 0..<3, using: &generator)))
            }
            let reported = submissions.map { trial.evaluate($0, in: &dry) }
            let expected = submissions.map { court.evaluate($0, in: &real) }
            #expect(reported.map { $0.explanation?.action ?? .accept } == expected.map(\.action))
            #expect(reported.allSatisfy { $0.action == .accept })
            #expect(reported.map(\.metadata) == expected.map(\.metadata))
        }
    }
}
