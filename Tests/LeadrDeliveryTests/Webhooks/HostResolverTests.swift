import Foundation
import Synchronization
import TestSupport
import Testing

@testable import LeadrDelivery

@Suite struct HostResolverTests {
    private final class Asked: Sendable {
        let hosts = Mutex<[String]>([])
        let gate = DispatchSemaphore(value: 0)

        func note(_ host: String) { hosts.withLock { $0.append(host) } }
        var all: [String] { hosts.withLock { $0 } }
    }

    @Test func `a host is looked up once for all that ask at once, and for some seconds`() async throws {
        let asked = Asked()
        let resolver = HostResolver { host in
            asked.note(host)
            return .success(["192.0.2.1"])
        }
        try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<20 { group.addTask { try await resolver.addresses(of: "a.example") } }
            for try await found in group { #expect(found == ["192.0.2.1"]) }
        }
        #expect(asked.all == ["a.example"])
        _ = try await resolver.addresses(of: "b.example")
        #expect(asked.all == ["a.example", "b.example"])
        await resolver.shutdown()
    }

    @Test func `who waits for a name server that does not answer can be told to stop`() async throws {
        let asked = Asked()
        let resolver = HostResolver(concurrency: 1) { host in
            asked.note(host)
            asked.gate.wait()
            return .success(["192.0.2.1"])
        }
        let attempt = Task { try await AttemptLimit(.milliseconds(50)).run { try await resolver.addresses(of: "slow.example") } }
        let failure = await #expect(throws: DeliveryFailure.self) { try await attempt.value }
        #expect(failure?.summary == "no answer in time")
        #expect(asked.all == ["slow.example"], "and it is asked still")
        asked.gate.signal()
        #expect(try await resolver.addresses(of: "slow.example") == ["192.0.2.1"])
        await resolver.shutdown()
    }
}
