import Testing

@testable import LeadrState

@Suite struct CacheCoreTests {
    private let start = ContinuousClock.now

    private func core(capacity: Int = 100) -> CacheCore<Int, String> { CacheCore(capacity: capacity, timeToLive: .seconds(1)) }

    private func load(_ core: inout CacheCore<Int, String>, _ key: Int, at time: ContinuousClock.Instant) -> UInt64? {
        if case .lead(let number) = core.lookup(key, now: time) { number } else { nil }
    }

    private func value(_ core: inout CacheCore<Int, String>, _ key: Int, at time: ContinuousClock.Instant) -> String? {
        if case .hit(let value) = core.lookup(key, now: time) { value } else { nil }
    }

    @Test func `the first caller loads, the others join it`() throws {
        var core = core()
        let number = try #require(load(&core, 1, at: start))
        guard case .join(number) = core.lookup(1, now: start) else {
            Issue.record("the second caller does not join")
            return
        }
        core.finish(number, key: 1, value: "a", startedAt: start)
        #expect(value(&core, 1, at: start) == "a")
    }

    @Test func `the life of a value counts from the beginning of its load`() throws {
        var core = core()
        let number = try #require(load(&core, 1, at: start))
        core.finish(number, key: 1, value: "a", startedAt: start)
        #expect(value(&core, 1, at: start + .milliseconds(999)) == "a")
        #expect(load(&core, 1, at: start + .seconds(1)) != nil)
    }

    @Test func `a failed load leaves nothing behind`() throws {
        var core = core()
        let number = try #require(load(&core, 1, at: start))
        core.finish(number, key: 1, value: nil, startedAt: start)
        #expect(load(&core, 1, at: start) != nil)
    }

    @Test func `an invalidation voids the load that is under way`() throws {
        var core = core()
        let stale = try #require(load(&core, 1, at: start))
        core.invalidate(1)
        let fresh = try #require(load(&core, 1, at: start))
        core.finish(stale, key: 1, value: "old", startedAt: start)
        #expect(value(&core, 1, at: start) == nil)
        core.finish(fresh, key: 1, value: "new", startedAt: start)
        #expect(value(&core, 1, at: start) == "new")
    }

    @Test func `clearing voids everything, loads under way included`() throws {
        var core = core()
        let first = try #require(load(&core, 1, at: start))
        core.finish(first, key: 1, value: "a", startedAt: start)
        let second = try #require(load(&core, 2, at: start))
        core.invalidateAll()
        core.finish(second, key: 2, value: "b", startedAt: start)
        #expect(core.count == 0)
    }

    @Test func `it never holds more than its capacity, and keeps the newest`() throws {
        var core = core(capacity: 10)
        for key in 0..<1000 {
            let number = try #require(load(&core, key, at: start))
            core.finish(number, key: key, value: "\(key)", startedAt: start)
            #expect(core.count <= 10)
        }
        #expect(value(&core, 999, at: start) == "999")
        #expect(value(&core, 996, at: start) == "996")
    }
}
