import Testing

@testable import LeadrServices

@Suite struct FullShardsTests {
    @Test func `a full shard is looked at once per pause, and is open again when it has room`() {
        let shards = FullShards(pause: .seconds(1))
        let now = ContinuousClock.now
        #expect(shards.verdict(on: 0, now: now) == .open)
        shards.note(0, now: now)
        #expect(shards.verdict(on: 1, now: now) == .open)
        #expect(shards.verdict(on: 0, now: now) == .full)
        #expect(shards.verdict(on: 0, now: now + .seconds(1)) == .look)
        #expect(shards.verdict(on: 0, now: now + .seconds(1)) == .full)
        shards.clear(0)
        #expect(shards.verdict(on: 0, now: now + .seconds(1)) == .open)
    }
}
