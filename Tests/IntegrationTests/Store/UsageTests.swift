import Foundation
import LeadrDomain
import LeadrServices
import LeadrState
import LeadrStore
import Postgres
import Redis
import ServiceLifecycle
import TestSupport
import Testing

/// Usage counters on their way from Redis to PostgreSQL.
@Suite struct UsageTests {
    private struct Bench: Sendable {
        let counters: UsageCounters
        let store: UsageStore
        let account: AccountID
        let process = UUID()

        func entry(_ amount: Int64, hour: Int64 = 500_000, metric: UsageMetric = .apiRequests) -> UsageEntry {
            UsageEntry(accountID: account, metric: metric, hour: Timestamp(microseconds: hour * 3_600_000_000), amount: amount)
        }

        func recorded(_ period: UsagePeriod = .hour) async throws -> [Int64] {
            let filter = UsageFilter(accountID: account, from: Timestamp(microseconds: 0), to: Timestamp(microseconds: 1 << 52), period: period)
            return try await store.usage(filter, limit: 100).map(\.amount)
        }
    }

    private func with(_ body: @escaping @Sendable (Bench, StoreWorld) async throws -> Void) async throws {
        try await StoreWorld.run("usage") { world in
            try await withRedisState { access async throws in
                let counters = UsageCounters(redis: access.client, keys: access.keys)
                try await body(Bench(counters: counters, store: UsageStore(pool: world.pool), account: world.accountID), world)
            }
        }
    }

    @Test func `what processes count reaches the table once, summed`() async throws {
        try await with { bench, _ in
            try await bench.counters.add([bench.entry(2), bench.entry(1, hour: 500_001)], from: bench.process, number: 1)
            try await bench.counters.add([bench.entry(3)], from: UUID(), number: 1)
            let flush = UsageFlush(counters: bench.counters, store: bench.store)
            try await flush.run()
            #expect(try await bench.recorded() == [5, 1])
            try await flush.run()
            try await bench.counters.add([bench.entry(4)], from: bench.process, number: 2)
            try await flush.run()
            #expect(try await bench.recorded() == [9, 1])
            #expect(try await bench.recorded(.day) == [10])
            #expect(try await bench.counters.take() == nil, "nothing is left behind")
        }
    }

    @Test func `a delivery repeated because its answer was lost counts once`() async throws {
        try await with { bench, _ in
            for _ in 0..<3 { try await bench.counters.add([bench.entry(7)], from: bench.process, number: 1) }
            try await bench.counters.add([bench.entry(1)], from: bench.process, number: 2)
            try await bench.counters.add([bench.entry(7)], from: bench.process, number: 1)
            try await UsageFlush(counters: bench.counters, store: bench.store).run()
            #expect(try await bench.recorded() == [8])
        }
    }

    @Test(arguments: 1...3)
    func `a flush that dies between two of its steps loses nothing and doubles nothing`(steps: Int) async throws {
        try await with { bench, _ in
            try await bench.counters.add([bench.entry(5)], from: bench.process, number: 1)
            // The first one does as many steps as it lives.
            let batch = try #require(try await bench.counters.take())
            if steps > 1 { try await bench.store.record(batch) }
            if steps > 2 { try await bench.counters.done(batch.id) }
            try await bench.counters.add([bench.entry(6)], from: bench.process, number: 2)
            try await UsageFlush(counters: bench.counters, store: bench.store).run()
            #expect(try await bench.recorded() == [11])
            #expect(try await bench.counters.take() == nil)
        }
    }

    @Test func `a flush that was overtaken forgets nobody else's counters`() async throws {
        try await with { bench, _ in
            try await bench.counters.add([bench.entry(5)], from: bench.process, number: 1)
            let slow = try #require(try await bench.counters.take())
            try await UsageFlush(counters: bench.counters, store: bench.store).run()
            try await bench.counters.add([bench.entry(6)], from: bench.process, number: 2)
            let next = try #require(try await bench.counters.take())
            #expect(next.id != slow.id)
            try await bench.store.record(slow)
            try await bench.counters.done(slow.id)
            #expect(try await bench.counters.take() == next)
            try await UsageFlush(counters: bench.counters, store: bench.store).run()
            #expect(try await bench.recorded() == [11])
        }
    }

    @Test func `many flushes at once record everything once`() async throws {
        try await with { bench, _ in
            for round in 1...10 {
                try await bench.counters.add([bench.entry(1)], from: bench.process, number: Int64(round))
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<4 { group.addTask { try await UsageFlush(counters: bench.counters, store: bench.store).run() } }
                    try await group.waitForAll()
                }
            }
            #expect(try await bench.recorded() == [10])
        }
    }

    @Test func `usage of accounts that are gone holds up nobody`() async throws {
        try await with { bench, _ in
            let gone = UsageEntry(accountID: AccountID(UUID()), metric: .apiRequests, hour: bench.entry(1).hour, amount: 9)
            try await bench.counters.add([gone, bench.entry(1)], from: bench.process, number: 1)
            try await UsageFlush(counters: bench.counters, store: bench.store).run()
            #expect(try await bench.recorded() == [1])
        }
    }

    @Test func `a meter delivers every interval, and on shutdown what is left`() async throws {
        try await with { bench, _ in
            let meter = UsageMeter(counters: bench.counters, interval: .milliseconds(20), logger: TestDatabase.logger)
            let group = ServiceGroup(services: [meter], gracefulShutdownSignals: [], logger: TestDatabase.logger)
            async let running: Void = group.run()
            for _ in 0..<100 { meter.count(.scoreSubmissions, for: bench.account) }
            let flush = UsageFlush(counters: bench.counters, store: bench.store)
            #expect(
                await eventually {
                    try? await flush.run()
                    return (try? await bench.recorded().reduce(0, +)) == 100
                }
            )
            meter.count(.scoreSubmissions, for: bench.account, 11)
            await group.triggerGracefulShutdown()
            try await running
            try await flush.run()
            #expect(try await bench.recorded().reduce(0, +) == 111)
        }
    }
}
