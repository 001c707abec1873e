import LeadrState
import Synchronization
import Testing

@Suite struct LocalCacheTests {
    private struct Failure: Error {}

    private final class Time: Sendable {
        private let instant = Mutex(ContinuousClock.now)
        func advance(_ duration: Duration) { instant.withLock { $0 += duration } }
        func now() -> ContinuousClock.Instant { instant.withLock { $0 } }
    }

    private final class Counter: Sendable {
        private let count = Atomic<Int>(0)
        func next() -> Int { count.add(1, ordering: .relaxed).newValue }
        var value: Int { count.load(ordering: .relaxed) }
    }

    @Test func `a value is loaded again when its second is over`() async throws {
        let time = Time()
        let cache = LocalCache<Int, Int>(capacity: 10, timeToLive: .seconds(5), now: { time.now() })
        let loads = Counter()
        func read() async throws -> Int { try await cache.value(for: 1) { loads.next() } }
        #expect(try await read() == 1)
        time.advance(.milliseconds(999))
        #expect(try await read() == 1)
        time.advance(.milliseconds(1))
        #expect(try await read() == 2)
    }

    @Test func `concurrent callers share one load`() async throws {
        let cache = LocalCache<Int, Int>(capacity: 10)
        let loads = Counter()
        let values = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    try await cache.value(for: 1) {
                        await Task.yield()
                        return loads.next()
                    }
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(values == [1] && loads.value == 1)
    }

    @Test func `a failed load is told to all who waited, and tried again by the next`() async throws {
        let cache = LocalCache<Int, Int>(capacity: 10)
        await #expect(throws: Failure.self) { try await cache.value(for: 1) { throw Failure() } }
        #expect(try await cache.value(for: 1) { 7 } == 7)
    }

    @Test func `when the one who loads is cancelled, another takes over`() async throws {
        let cache = LocalCache<Int, Int>(capacity: 10)
        let (loading, started) = AsyncStream<Void>.makeStream()
        let leader = Task {
            try await cache.value(for: 1) {
                started.yield()
                // Sleeps until it is cancelled.
                try await Task.sleep(for: .seconds(3600))
                return 1
            }
        }
        for await _ in loading.prefix(1) {}
        let follower = Task { try await cache.value(for: 1) { 2 } }
        leader.cancel()
        #expect(try await follower.value == 2)
        await #expect(throws: CancellationError.self) { try await leader.value }
    }

    @Test func `an invalidated value is loaded again`() async throws {
        let cache = LocalCache<Int, Int>(capacity: 10)
        _ = try await cache.value(for: 1) { 1 }
        cache.invalidate(1)
        #expect(try await cache.value(for: 1) { 2 } == 2)
        cache.invalidateAll()
        #expect(try await cache.value(for: 1) { 3 } == 3)
    }
}
