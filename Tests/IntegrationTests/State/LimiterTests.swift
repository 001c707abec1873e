import Foundation
import LeadrDomain
import LeadrState
import TestSupport
import Testing

@Suite struct LimiterTests {
    private func address(_ text: String) throws -> ClientAddress { try #require(ClientAddress(text)) }

    @Test func `a burst up to the limit passes, then requests pass at the even rate`() async throws {
        try await withRedisState { access async throws in
            let limiter = RequestLimiter(redis: access.client, keys: access.keys, scope: "t", limit: RequestLimit(requests: 10, per: .seconds(1)))
            let address = try address("10.0.0.1")
            for _ in 0..<10 { #expect(try await limiter.check(address) == .allowed) }
            let other = try self.address("10.0.0.2")
            #expect(try await limiter.check(other) == .allowed)
            #expect(await eventually { (try? await limiter.check(address)) == .allowed })
        }
    }

    @Test func `a refused request is told how long to wait and is not counted`() async throws {
        try await withRedisState { access async throws in
            let limit = RequestLimit(requests: 2, per: .seconds(7200))
            let limiter = RequestLimiter(redis: access.client, keys: access.keys, scope: "t", limit: limit)
            let address = try address("10.0.0.1")
            for _ in 0..<2 { #expect(try await limiter.check(address) == .allowed) }
            for _ in 0..<20 {
                let seconds = try #require(try await limiter.check(address).retryAfterSeconds)
                #expect((3500...3600).contains(seconds))
            }
            let otherScope = RequestLimiter(redis: access.client, keys: access.keys, scope: "u", limit: limit)
            #expect(try await otherScope.check(address) == .allowed)
        }
    }

    @Test func `concurrent requests pass exactly as often as the limit says`() async throws {
        try await withRedisState { access async throws in
            let limit = RequestLimit(requests: 40, per: .seconds(36_000))
            let limiter = RequestLimiter(redis: access.client, keys: access.keys, scope: "t", limit: limit)
            let address = try address("10.0.0.1")
            let allowed = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<200 { group.addTask { try await limiter.check(address) == .allowed } }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(allowed == 40)
        }
    }

    private func block(_ access: RedisStateAccess) -> AdaptiveAddressBlock {
        AdaptiveAddressBlock(redis: access.client, keys: access.keys, interval: .milliseconds(10), logger: access.logger)
    }

    @Test func `an address blocked by one process is blocked by all`() async throws {
        try await withRedisState { access async throws in
            let processes = [block(access), block(access)]
            let address = try address("10.0.0.9")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for process in processes { group.addTask { try await process.run() } }
                for _ in 0..<10 { processes[0].record(status: 404, for: address) }
                #expect(processes[0].isBlocked(address))
                #expect(await eventually { processes[1].isBlocked(address) })
                let other = try self.address("10.0.0.10")
                #expect(!processes[1].isBlocked(other))
                group.cancelAll()
            }
        }
    }

    @Test func `client errors add up over processes, and a success at one resets all`() async throws {
        try await withRedisState { access async throws in
            let processes = [block(access), block(access)]
            let (first, second) = (try address("10.0.0.9"), try address("10.0.0.8"))
            await withTaskGroup(of: Void.self) { group in
                for process in processes { group.addTask { try? await process.run() } }
                for process in processes { for _ in 0..<5 { process.record(status: 401, for: first) } }
                #expect(await eventually { processes.allSatisfy { $0.isBlocked(first) } })
                for _ in 0..<9 { processes[0].record(status: 401, for: second) }
                // The other process blocks at its own first error only once it knows of the nine.
                #expect(await eventually { processes[1].count(of: second) == 9 })
                processes[1].record(status: 200, for: second)
                #expect(await eventually { processes[0].count(of: second) == 0 })
                processes[0].record(status: 401, for: second)
                #expect(!processes[0].isBlocked(second))
                group.cancelAll()
            }
        }
    }
}
