import Foundation
import LeadrState
import TestSupport
import Testing

@Suite struct GuessCounterTests {
    @Test func `tries made at once are counted one by one, each secret for itself`() async throws {
        try await withRedisState { access async throws in
            let counters = (0..<2).map { _ in GuessCounter(redis: access.client, keys: access.keys) }
            let (secret, other) = (UUID(), UUID())
            let counts = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<20 { group.addTask { try await counters[number % 2].count(secret, for: .seconds(60)) } }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect(counts == Set(1...20))
            #expect(try await counters[0].count(other, for: .seconds(60)) == 1)
        }
    }

    @Test func `tries are forgotten when the time after the first one is over`() async throws {
        try await withRedisState { access async throws in
            let counter = GuessCounter(redis: access.client, keys: access.keys)
            let secret = UUID()
            #expect(try await counter.count(secret, for: .milliseconds(200)) == 1)
            // Later tries do not make it longer, or looking again would never see an end.
            #expect(await eventually { (try? await counter.count(secret, for: .seconds(3600))) == 1 })
        }
    }
}
