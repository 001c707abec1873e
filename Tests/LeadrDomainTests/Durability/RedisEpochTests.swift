import Foundation
import LeadrDomain
import Testing

@Suite struct RedisEpochTests {
    @Test func `an epoch reads back from its text, an announcement does not`() {
        let epoch = RedisEpoch(number: 7, nonce: UUID())
        #expect(RedisEpoch(text: epoch.text) == epoch)
        for text in [epoch.announcement, "", "7", "7:x", ":\(UUIDText.format(epoch.nonce))", epoch.text + ":"] {
            #expect(RedisEpoch(text: text) == nil)
        }
    }

    @Test func `numbers grow and nonces differ`() {
        let first = RedisEpoch(after: nil)
        let second = RedisEpoch(after: first)
        #expect(first.number == 1 && second.number == 2)
        #expect(RedisEpoch(after: first) != second)
    }

    @Test func `data is lost when Redis does not hold the epoch that is remembered`() {
        let first = RedisEpoch(after: nil)
        let second = RedisEpoch(after: first)
        #expect(EpochDecision(remembered: nil, held: nil) == .adopt)
        #expect(EpochDecision(remembered: nil, held: first) == .adopt)
        #expect(EpochDecision(remembered: second, held: second) == .intact(second))
        #expect(EpochDecision(remembered: second, held: nil) == .lost(second))
        #expect(EpochDecision(remembered: second, held: first) == .lost(second))
        #expect(EpochDecision(remembered: second, held: RedisEpoch(after: first)) == .lost(second))
    }
}
