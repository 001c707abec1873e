import Foundation
import LeadrDomain
import Testing

@Suite struct IdempotencyKeyTests {
    private let identity = IdentityID(UUID())

    @Test func `the same text of the same player is the same key, of another player another`() {
        #expect(IdempotencyKey("a", of: identity) == IdempotencyKey("a", of: identity))
        #expect(IdempotencyKey("a", of: identity).digest != IdempotencyKey("b", of: identity).digest)
        #expect(IdempotencyKey("a", of: identity).digest != IdempotencyKey("a", of: IdentityID(UUID())).digest)
    }

    @Test(arguments: [0, 1, 43_200, 86_398, 86_399])
    func `a repetition within a day finds the event, of the first use and of any other`(start: Int64) {
        let key = IdempotencyKey("a", of: identity)
        let first = Timestamp(microseconds: (1_900_022_400 + start) * 1_000_000)
        for later in [0, 1, 3_600, 86_399] as [Int64] {
            #expect(key.events(at: first + .seconds(later)).contains(key.firstEvent))
            #expect(key.events(at: first + .seconds(later)).contains(key.event(reusedAt: first)))
        }
    }

    @Test(arguments: [0, 1, 43_200, 86_399])
    func `a day later the key stands for another event`(start: Int64) {
        let key = IdempotencyKey("a", of: identity)
        let first = Timestamp(microseconds: (1_900_022_400 + start) * 1_000_000)
        #expect(key.event(reusedAt: first + IdempotencyKey.life) != key.event(reusedAt: first))
        #expect(key.event(reusedAt: first) != key.firstEvent)
    }
}
