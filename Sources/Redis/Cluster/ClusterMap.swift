import NIOCore
import Synchronization

/// The map of a cluster, kept up to date: read from any node that answers, corrected by redirections.
final class ClusterMap: ServerLocator {
    private struct State {
        var map = SlotMap()
        var isStale = true
        var lastFailure: String?
    }

    private let seeds: [RedisEndpoint]
    private let configuration: RedisConfiguration
    private let eventLoopGroup: any EventLoopGroup
    private let state = Mutex(State())
    private let reading = SingleFlight()
    private let wishes = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

    /// Pause between two readings, however many reasons there are for the second.
    private static let spacing: Duration = .milliseconds(100)
    /// Known masters, and configured nodes, that one reading asks at most.
    private static let mostAsked = 4

    var requiresMaster: Bool { false }

    init(seeds: [RedisEndpoint], configuration: RedisConfiguration, eventLoopGroup: any EventLoopGroup) {
        self.seeds = seeds
        self.configuration = configuration
        self.eventLoopGroup = eventLoopGroup
    }

    /// The map as it is known; empty before the first reading.
    var current: SlotMap { state.withLock { $0.map } }

    /// Why the map could not be read the last time, in words for an operator.
    var lastFailure: String? { state.withLock { $0.lastFailure } }

    // MARK: - Locating

    /// The owner of the slot, or any master.
    func locate(_ slot: HashSlot?) async throws(RedisError) -> RedisEndpoint {
        if state.withLock({ $0.isStale }) {
            do throws(RedisError) {
                try await read()
            } catch {
                // An old map is better than none, and whoever is asked by it may redirect.
                if current.isEmpty { throw error }
            }
        }
        let map = current
        guard let endpoint = slot.map({ map[$0] }) ?? map.masters.randomElement() else {
            throw RedisError(.connectionFailed, "no master of the cluster owns the slot")
        }
        return endpoint
    }

    func isCurrent(_ endpoint: RedisEndpoint, for slot: HashSlot?) -> Bool {
        let map = current
        return slot.map { map[$0] == endpoint } ?? map.masters.contains(endpoint)
    }

    func lost(_ endpoint: RedisEndpoint) {
        doubt()
    }

    func moved(_ slot: HashSlot, to endpoint: RedisEndpoint) {
        state.withLock { state in
            if state.map[slot] != endpoint { state.map.move(slot, to: endpoint) }
        }
        doubt()
    }

    /// Has the map read anew soon.
    func doubt() {
        state.withLock { $0.isStale = true }
        wishes.continuation.yield()
    }

    // MARK: - Reading

    /// Reads the map whenever somebody doubts it, and at intervals, until cancellation.
    ///
    /// - Parameters:
    ///   - changed: Called after each reading.
    ///   - failed: Called with the reason when no node answered.
    func keepFresh(every interval: Duration, changed: @Sendable () -> Void, failed: @Sendable (RedisError) -> Void) async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                while !Task.isCancelled {
                    self.wishes.continuation.yield()
                    // Cancellation ends the pause and with it the loop.
                    try? await Task.sleep(for: interval)
                }
            }
            for await _ in wishes.stream {
                do throws(RedisError) {
                    try await read()
                    changed()
                } catch {
                    if error.code != .cancelled { failed(error) }
                    doubtLater(group: &group)
                }
                try? await Task.sleep(for: Self.spacing)
            }
            group.cancelAll()
        }
    }

    private func doubtLater(group: inout DiscardingTaskGroup) {
        group.addTask {
            // Ends early when cancelled, which is as good.
            try? await Task.sleep(for: Self.spacing * 3)
            self.wishes.continuation.yield()
        }
    }

    private func read() async throws(RedisError) {
        try await reading.run("map") { () async throws(RedisError) in try await self.readOnce() }
    }

    private func readOnce() async throws(RedisError) {
        state.withLock { $0.isStale = false }
        let poll = await ask(candidates)
        let isRead = state.withLock { state in
            if let map = poll.map { state.map = map }
            state.isStale = poll.map == nil
            state.lastFailure = poll.map == nil ? poll.failure.message : nil
            return poll.map != nil
        }
        if !isRead { throw poll.failure }
    }

    /// Some known masters, any of them, so that no node answers for all clients; and configured nodes.
    private var candidates: [RedisEndpoint] {
        let known = current.masters
        let others = seeds.filter { !known.contains($0) }
        return Array(known.shuffled().prefix(Self.mostAsked)) + others.shuffled().prefix(Self.mostAsked)
    }

    /// Asks nodes at the same time until it is clear which map to take.
    private func ask(_ nodes: [RedisEndpoint]) async -> ClusterPoll {
        await withTaskGroup(of: ClusterPoll.Answer.self) { group in
            for node in nodes { group.addTask { await self.ask(node) } }
            var poll = ClusterPoll(nodes: nodes.count)
            for await answer in group {
                poll.take(answer)
                if poll.isDecided { break }
            }
            group.cancelAll()
            return poll
        }
    }

    private func ask(_ node: RedisEndpoint) async -> ClusterPoll.Answer {
        var configuration = configuration
        configuration.endpoint = node
        do throws(RedisError) {
            let questions = [RedisCommand("CLUSTER", "SLOTS"), RedisCommand("CLUSTER", "INFO")]
            return ClusterPoll.Answer(try await RedisTransport.ask(questions, configuration, on: eventLoopGroup.next()), of: node)
        } catch {
            return .none(error)
        }
    }
}
