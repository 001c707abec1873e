import Synchronization
import Testing

@testable import Redis

@Suite struct SingleFlightTests {
    private final class Runs: Sendable {
        private let number = Atomic<Int>(0)
        var count: Int { number.load(ordering: .relaxed) }
        func add() { number.add(1, ordering: .relaxed) }
    }

    @Test func `later tasks wait for the first and share its outcome`() async throws {
        let flight = SingleFlight()
        let runs = Runs()
        let failure = RedisError(.timeout, "slow")
        let (gate, open) = AsyncStream<Void>.makeStream()
        let leader = Task {
            try await flight.run("a") { () async throws(RedisError) in
                runs.add()
                for await _ in gate { break }
                throw failure
            }
        }
        while runs.count == 0 { await Task.yield() }
        let followers = (0..<20).map { _ in
            Task { try await flight.run("a") { runs.add() } }
        }
        while flight.waiting("a") < 20 { await Task.yield() }
        open.yield()
        await #expect(throws: failure) { try await leader.value }
        for follower in followers { await #expect(throws: failure) { try await follower.value } }
        #expect(runs.count == 1)
        try await flight.run("a") {}
    }

    @Test func `different things do not wait for each other`() async throws {
        let flight = SingleFlight()
        try await flight.run("a") { () async throws(RedisError) in
            try await flight.run("b") {}
        }
    }
}
