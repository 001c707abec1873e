import Foundation
import LeadrDomain
import LeadrState
import Redis
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@Suite struct MessageTests {
    private let event = ScoreEventID(UUID())

    private final class Heard: Sendable {
        private let list = Mutex<[UUID?]>([])
        func add(_ id: UUID?) { list.withLock { $0.append(id) } }
        var ids: [UUID?] { list.withLock { $0 } }
    }

    private func callers(_ access: RedisStateAccess, limit: Int = 10) -> WaitingCallers {
        WaitingCallers(redis: access.client, keys: access.keys, limit: limit, logger: access.logger)
    }

    @Test func `a published result reaches the caller that waits for it`() async throws {
        try await withRedisState { access async throws in
            let (mine, others) = (callers(access), callers(access))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await mine.run() }
                #expect(await eventually { mine.isSubscribed })
                let ticket = try #require(mine.register(event, wait: .seconds(30)))
                let messages = [ResultMessage(eventID: ScoreEventID(UUID()), payload: [9]), ResultMessage(eventID: event, payload: [1, 2])]
                try await ResultPublisher(redis: access.client).publish(messages.map { (mine.channel, $0) } + messages.map { (others.channel, $0) })
                let outcome = await mine.outcome(of: ticket, decode: { $0 }, read: { nil })
                #expect(outcome == .decided([1, 2]))
                #expect(mine.count == 0)
                group.cancelAll()
            }
        }
    }

    @Test func `a lost result is found by looking at half time`() async throws {
        try await withRedisState { access async throws in
            let callers = callers(access)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await callers.run() }
                let ticket = try #require(callers.register(event, wait: .milliseconds(200)))
                let outcome: WaitOutcome<Int> = await callers.outcome(
                    of: ticket,
                    decode: { _ in nil },
                    read: { 7 }
                )
                #expect(outcome == .decided(7))
                group.cancelAll()
            }
        }
    }

    @Test func `without a decision the caller gets the receipt at the deadline, and at shutdown at once`() async throws {
        try await withRedisState { access async throws in
            let callers = callers(access, limit: 1)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await callers.run() }
                let brief = try #require(callers.register(event, wait: .milliseconds(50)))
                #expect(callers.register(event, wait: .seconds(1)) == nil)
                let outcome: WaitOutcome<Int> = await callers.outcome(of: brief, decode: { _ in nil }, read: { nil })
                #expect(outcome == .undecided)
                let long = try #require(callers.register(event, wait: .seconds(3600)))
                group.cancelAll()
                let last: WaitOutcome<Int> = await callers.outcome(of: long, decode: { _ in nil }, read: { nil })
                #expect(last == .undecided)
                try await group.waitForAll()
                #expect(callers.register(event, wait: .seconds(1)) == nil)
            }
        }
    }

    @Test func `after a re-subscription every caller looks for itself`() async throws {
        let server = try PrivateRedis()
        try await withRedisState(url: server.url) { access async throws in
            let callers = callers(access)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await callers.run() }
                #expect(await eventually { callers.isSubscribed })
                let ticket = try #require(callers.register(event, wait: .seconds(3600)))
                server.kill()
                #expect(await eventually { !callers.isSubscribed })
                try server.start()
                let outcome: WaitOutcome<Int> = await callers.outcome(of: ticket, decode: { _ in nil }, read: { 5 })
                #expect(outcome == .decided(5))
                group.cancelAll()
            }
        }
    }

    @Test func `a change announced by one process empties the caches of another`() async throws {
        try await withRedisState { access async throws in
            let (here, there) = (
                CacheInvalidator(redis: access.client, keys: access.keys, logger: access.logger),
                CacheInvalidator(redis: access.client, keys: access.keys, logger: access.logger)
            )
            let heard = Heard()
            there.onChange(of: .board) { id in heard.add(id) }
            let id = UUID()
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await there.run() }
                // The subscription itself empties everything.
                #expect(await eventually { heard.ids.contains(nil) })
                await here.announce(.game, [UUID()])
                await here.announce(.board, [id])
                #expect(await eventually { heard.ids.last == .some(id) })
                group.cancelAll()
            }
        }
    }

    @Test func `a cache attached by id forgets what is announced here, also without a subscription`() async throws {
        try await withRedisState { access async throws in
            let invalidator = CacheInvalidator(redis: access.client, keys: access.keys, logger: access.logger)
            let cache = LocalCache<BoardID, Int>(capacity: 10)
            invalidator.attach(cache, to: .board)
            let board = BoardID(UUID())
            _ = try await cache.value(for: board) { 1 }
            await invalidator.announce(.board, [board.uuid])
            #expect(try await cache.value(for: board) { 2 } == 2)
        }
    }
}
