import Testing

@testable import Redis

@Suite struct RedisBackoffTests {
    /// Draws always the same bits.
    private struct Fixed: RandomNumberGenerator {
        let value: UInt64
        mutating func next() -> UInt64 { value }
    }

    private let policy = RedisBackoff.Policy(base: .milliseconds(100), maximum: .seconds(1))

    @Test func `the ceiling doubles up to the maximum`() {
        var backoff = RedisBackoff(policy: policy)
        let ceilings = (0..<6).map { _ in
            defer { _ = backoff.next() }
            return backoff.ceiling
        }
        #expect(ceilings == [.milliseconds(100), .milliseconds(200), .milliseconds(400), .milliseconds(800), .seconds(1), .seconds(1)])
    }

    @Test func `a pause is anything from zero to the ceiling`() {
        var backoff = RedisBackoff(policy: policy)
        var low = Fixed(value: 0)
        #expect(backoff.next(using: &low) == .zero)
        var high = Fixed(value: .max)
        #expect(backoff.next(using: &high) > .milliseconds(199))
        for _ in 0..<1000 {
            let ceiling = backoff.ceiling
            let pause = backoff.next()
            #expect(pause >= .zero && pause <= ceiling)
        }
    }

    @Test func `pauses of different clients differ`() {
        let pauses = Set(
            (0..<50).map { _ in RedisBackoff(policy: policy) }.map { backoff in
                var backoff = backoff
                return backoff.next()
            }
        )
        #expect(pauses.count > 10)
    }

    @Test func `many failures do not overflow`() {
        var backoff = RedisBackoff(policy: policy)
        for _ in 0..<10_000 { _ = backoff.next() }
        #expect(backoff.ceiling == .seconds(1))
    }

    @Test func `only a connection that lasted starts over`() {
        var backoff = RedisBackoff(policy: policy)
        for _ in 0..<5 { _ = backoff.next() }
        backoff.connectionLasted(.milliseconds(999))
        #expect(backoff.failures == 5)
        backoff.connectionLasted(.seconds(1))
        #expect(backoff.ceiling == .milliseconds(100))
    }
}
