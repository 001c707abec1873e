import JobQueue
import Testing

@Suite struct RetryPolicyTests {
    private let policy = RetryPolicy(base: .seconds(1), maximum: .seconds(60), maximumAttempts: 3)

    @Test func `the ceiling doubles up to its maximum`() {
        #expect((1...8).map { policy.ceiling(afterFailures: $0) } == [1, 2, 4, 8, 16, 32, 60, 60].map { .seconds($0) })
        #expect(policy.ceiling(afterFailures: 1_000_000) == .seconds(60))
    }

    @Test func `the delay is drawn from the whole range below the ceiling`() {
        #expect(policy.delay(afterFailures: 3, random: 0) == .zero)
        #expect(policy.delay(afterFailures: 3, random: 0.5) == .seconds(2))
    }

    @Test func `attempts are used up after the set number of failures`() {
        #expect(!policy.isExhausted(afterFailures: 2))
        #expect(policy.isExhausted(afterFailures: 3))
    }
}
