import Logging
import NIOCore
import Synchronization

/// The masters of a cluster, each with its shared connections, and who gets which command.
final class RedisCluster: Sendable {
    private struct State {
        var nodes: [RedisEndpoint: RedisNode] = [:]
        /// Nodes that are no masters with slots but were named by `ASK`, and when that was.
        var guests: [RedisEndpoint: ContinuousClock.Instant] = [:]
        var isStopped = false
        /// Why the map could not be read, as it was logged last.
        var toldFailure: String?
    }

    /// How long a node is kept that only `ASK` named.
    private static let guestLife: Duration = .seconds(60)

    let map: ClusterMap
    let configuration: RedisConfiguration
    private let eventLoopGroup: any EventLoopGroup
    private let metrics: RedisMetrics
    private let logger: Logger
    private let state = Mutex(State())
    private let started = AsyncStream<RedisNode>.makeStream()

    init(
        seeds: [RedisEndpoint],
        configuration: RedisConfiguration,
        eventLoopGroup: any EventLoopGroup,
        metrics: RedisMetrics,
        logger: Logger
    ) {
        self.configuration = configuration
        self.eventLoopGroup = eventLoopGroup
        self.metrics = metrics
        self.logger = logger
        map = ClusterMap(seeds: seeds, configuration: configuration, eventLoopGroup: eventLoopGroup)
    }

    // MARK: - Nodes

    /// The node at an address, made when it is first asked for.
    func node(at endpoint: RedisEndpoint) -> RedisNode {
        let (node, isNew) = state.withLock { state in
            if let node = state.nodes[endpoint] { return (node, false) }
            var configuration = configuration
            configuration.endpoint = endpoint
            let node = RedisNode(
                configuration: configuration,
                locator: ClusterMember(endpoint: endpoint, map: map),
                eventLoopGroup: eventLoopGroup,
                metrics: metrics,
                logger: logger
            )
            state.nodes[endpoint] = node
            return (node, true)
        }
        if isNew { started.continuation.yield(node) }
        return node
    }

    /// A node that `ASK` named; it need not own any slot yet.
    func guest(at endpoint: RedisEndpoint) -> RedisNode {
        state.withLock { $0.guests[endpoint] = .now }
        return node(at: endpoint)
    }

    /// All nodes that may execute commands.
    var nodes: [RedisNode] { state.withLock { Array($0.nodes.values) } }

    /// Whether the client shut down, so that nothing is worth another attempt.
    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// A master for commands that any can execute; a connected one, if there is one.
    func anyMaster(in map: SlotMap) -> RedisEndpoint? {
        let connected = state.withLock { state in map.masters.filter { state.nodes[$0]?.isConnected == true } }
        return connected.randomElement() ?? map.masters.randomElement()
    }

    // MARK: - State

    /// Run id of the master that owns a key; `nil` while it is unknown.
    func serverLife(forKey key: String) -> String? {
        guard let owner = map.current[HashSlot(key: key.utf8)] else { return nil }
        return state.withLock { $0.nodes[owner] }?.runID
    }

    /// What is known about all nodes together. The run id is that of every master in a fixed order, so it changes with each failover.
    var connectionState: RedisConnectionState {
        let nodes = state.withLock { $0.nodes }
        let states = nodes.values.map(\.state)
        var all = RedisConnectionState()
        all.openConnections = states.reduce(0) { $0 + $1.openConnections }
        all.connects = states.reduce(0) { $0 + $1.connects }
        all.connectedSince = states.compactMap(\.connectedSince).max()
        all.lastReply = states.compactMap(\.lastReply).max()
        all.serverVersion = states.compactMap(\.serverVersion).min { Self.numbers($0).lexicographicallyPrecedes(Self.numbers($1)) }
        all.lastFailure = map.lastFailure ?? states.compactMap(\.lastFailure).first
        let lives = map.current.masters.map { nodes[$0]?.runID }
        if !lives.isEmpty, !lives.contains(nil) { all.runID = lives.compactMap(\.self).sorted().joined(separator: "+") }
        return all
    }

    private static func numbers(_ version: String) -> [Int] {
        version.split(separator: ".").map { Int($0) ?? 0 }
    }

    // MARK: - Running

    /// Keeps the map and the connections to all masters until cancellation.
    func run() async {
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                group.addTask {
                    await self.map.keepFresh(every: self.configuration.clusterCheck, changed: { self.follow() }, failed: { self.tell($0) })
                }
                for await node in started.stream {
                    group.addTask { await node.run() }
                }
            }
        } onCancel: {
            state.withLock { $0.isStopped = true }
        }
    }

    /// Connects to masters that are new and leaves nodes that are no masters any more.
    private func follow() {
        let masters = map.current.masters
        let oldest = ContinuousClock.now - Self.guestLife
        let gone = state.withLock { state in
            state.toldFailure = nil
            state.guests = state.guests.filter { $0.value > oldest }
            let gone = state.nodes.filter { !masters.contains($0.key) && state.guests[$0.key] == nil }
            for endpoint in gone.keys { state.nodes[endpoint] = nil }
            return gone
        }
        for (endpoint, node) in gone {
            logger.notice("a node of the Redis cluster is no master any more", metadata: ["endpoint": "\(endpoint)"])
            node.stop()
        }
        for master in masters { _ = node(at: master) }
    }

    private func tell(_ error: RedisError) {
        let isNews = state.withLock { state in
            defer { state.toldFailure = error.message }
            return state.toldFailure == nil
        }
        // A cluster that stays away is reported once, not with every attempt.
        logger.log(level: isNews ? .error : .debug, "the map of the Redis cluster cannot be read", metadata: ["reason": "\(error.message)"])
    }
}

/// One node of a cluster. When it goes away the map is in doubt.
private struct ClusterMember: ServerLocator {
    let endpoint: RedisEndpoint
    let map: ClusterMap
    var requiresMaster: Bool { false }

    func locate(_ slot: HashSlot?) -> RedisEndpoint { endpoint }
    func isCurrent(_ endpoint: RedisEndpoint, for slot: HashSlot?) -> Bool { true }
    func lost(_ endpoint: RedisEndpoint) { map.doubt() }
}
