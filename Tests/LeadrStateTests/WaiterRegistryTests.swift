import Foundation
import LeadrDomain
import Testing

@testable import LeadrState

@Suite struct WaiterRegistryTests {
    private let start = ContinuousClock.now
    private let event = ScoreEventID(UUID())

    private func registry(limit: Int = 10) -> WaiterRegistry<UInt64> { WaiterRegistry(limit: limit) }

    private func add(_ registry: inout WaiterRegistry<UInt64>, _ event: ScoreEventID? = nil, seconds: Int = 10) -> UInt64? {
        registry.add(event: event ?? self.event, now: start, wait: .seconds(seconds)) { $0 }
    }

    @Test func `a result reaches everyone who waits for the submission, once`() throws {
        var registry = registry()
        let first = try #require(add(&registry))
        let second = try #require(add(&registry))
        let other = try #require(add(&registry, ScoreEventID(UUID())))
        #expect(Set(registry.deliver(event)) == [first, second])
        #expect(registry.deliver(event).isEmpty)
        #expect(registry.everyone() == [other])
    }

    @Test func `beyond the limit nobody is added until somebody leaves`() throws {
        var registry = registry(limit: 2)
        let first = try #require(add(&registry))
        _ = try #require(add(&registry))
        #expect(add(&registry) == nil)
        registry.remove(first)
        registry.remove(first)
        #expect(add(&registry) != nil)
    }

    @Test func `a caller is told once at half time and once at the end`() throws {
        var registry = registry()
        let caller = try #require(add(&registry))
        #expect(registry.tick(start + .seconds(4)).isEmpty)
        #expect(registry.tick(start + .seconds(5)).map(\.signal) == [.check])
        #expect(registry.tick(start + .seconds(9)).isEmpty)
        let last = registry.tick(start + .seconds(10))
        #expect(last.map(\.signal) == [.expired] && last.map(\.caller) == [caller])
        #expect(registry.count == 0)
        #expect(registry.deliver(event).isEmpty)
    }

    @Test func `after closing everybody is sent home and nobody is added`() throws {
        var registry = registry()
        let caller = try #require(add(&registry))
        #expect(registry.close() == [caller])
        #expect(add(&registry) == nil)
        #expect(registry.tick(start + .seconds(99)).isEmpty)
    }
}
