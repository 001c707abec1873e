import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// A client of one Redis server, of the master behind Redis Sentinel, or of Redis Cluster, as `RedisConfiguration.topology` says.
///
/// All tasks share `RedisConfiguration.connections` sockets per server, and commands issued at the same time travel in one write. Run it as a
/// service; until it runs, and whenever the server is away, commands wait for a connection up to their deadline.
///
/// No call waits longer than the command timeout. With Sentinel or in a cluster a command that a server refused unexecuted (it is a replica, or
/// does not own the slot) is sent again for that long, and the last attempt may take that long once more.
public final class RedisClient: RedisExecutor, Service {
    /// The client's settings.
    public typealias Configuration = RedisConfiguration

    private enum Backend {
        case server(RedisNode)
        case sentinel(RedisNode, SentinelLocator)
        case cluster(RedisCluster)
    }

    /// The settings it was made with.
    public let configuration: RedisConfiguration

    private let eventLoopGroup: any EventLoopGroup
    private let logger: Logger
    private let backend: Backend
    private let locator: any ServerLocator
    private let loading = SingleFlight()

    /// Makes a client; it connects when it runs.
    ///
    /// - Parameters:
    ///   - configuration: Addresses, credentials and limits.
    ///   - eventLoopGroup: Where its sockets live. Each connection keeps to one event loop.
    ///   - logger: Told about connections that come and go, never about commands.
    public init(configuration: RedisConfiguration, eventLoopGroup: any EventLoopGroup, logger: Logger) {
        self.configuration = configuration
        self.eventLoopGroup = eventLoopGroup
        self.logger = logger
        let metrics = RedisMetrics()
        func node(_ locator: any ServerLocator) -> RedisNode {
            RedisNode(configuration: configuration, locator: locator, eventLoopGroup: eventLoopGroup, metrics: metrics, logger: logger)
        }
        switch configuration.topology {
        case .single:
            let server = FixedServer(endpoint: configuration.endpoint)
            locator = server
            backend = .server(node(server))
        case .sentinel(let sentinels):
            let master = SentinelLocator(sentinels, configuration: configuration, eventLoopGroup: eventLoopGroup, logger: logger)
            locator = master
            backend = .sentinel(node(master), master)
        case .cluster(let seeds):
            let cluster = RedisCluster(
                seeds: seeds,
                configuration: configuration,
                eventLoopGroup: eventLoopGroup,
                metrics: metrics,
                logger: logger
            )
            locator = cluster.map
            backend = .cluster(cluster)
        }
    }

    /// Whether keys are spread over several servers.
    public var isCluster: Bool {
        if case .cluster = backend { true } else { false }
    }

    // MARK: - Commands

    /// Sends one command and returns its reply.
    ///
    /// - Throws: `RedisError`; an error reply of the server is thrown as `.server`.
    public func send(_ command: RedisCommand) async throws(RedisError) -> RedisValue {
        switch backend {
        case .server(let node): return try await node.connection.send(command).get().throwingServerError()
        case .sentinel(let node, _): return try await sendToMaster(command, node).throwingServerError()
        case .cluster(let cluster): return try await cluster.send(command)
        }
    }

    /// Sends several commands back to back and returns their replies in order. In a cluster each node gets its own back to back.
    ///
    /// - Throws: `RedisError` when not all replies came; error replies of the server are elements of the result.
    public func pipeline(_ commands: [RedisCommand]) async throws(RedisError) -> [RedisValue] {
        guard !commands.isEmpty else { return [] }
        switch backend {
        case .server(let node): return try await node.connection.send(commands).get()
        case .sentinel(let node, _): return try await sendToMaster(commands, node)
        case .cluster(let cluster): return try await cluster.pipeline(commands)
        }
    }

    /// Sends one command to the server, or in a cluster to every master, for checks and for what each server has to know.
    ///
    /// - Returns: The replies, error replies among them; in a cluster in no particular order.
    /// - Throws: `RedisError` when a server did not reply.
    public func sendToAll(_ command: RedisCommand) async throws(RedisError) -> [RedisValue] {
        guard case .cluster(let cluster) = backend else { return try await pipeline([command]) }
        var replies: [RedisValue] = []
        for result in try await cluster.sendToMasters(command) { replies.append(try result.get()) }
        return replies
    }

    /// Sends one command to the server, or in a cluster to every master, for questions that the others may answer while one is away.
    ///
    /// - Returns: The replies of those that answered, error replies among them; in no particular order.
    /// - Throws: `RedisError` when none did.
    public func sendToReachable(_ command: RedisCommand) async throws(RedisError) -> [RedisValue] {
        guard case .cluster(let cluster) = backend else { return try await pipeline([command]) }
        let results = try await cluster.sendToMasters(command)
        let replies = results.compactMap { try? $0.get() }
        if replies.isEmpty { _ = try results.first?.get() }
        return replies
    }

    /// Loads a library of functions, in a cluster on every master. Tasks that ask for the same library at the same time share one attempt.
    public func load(_ library: RedisFunctionLibrary) async throws(RedisError) {
        try await loading.run(library.name) { () async throws(RedisError) in
            logger.notice("loading a Redis function library", metadata: ["library": "\(library.name)"])
            if case .cluster(let cluster) = backend {
                try await cluster.load(library)
            } else {
                _ = try await send(library.loadCommand)
            }
        }
    }

    // MARK: - State

    /// What is known about the server, or all servers of a cluster together, at this moment.
    public var state: RedisConnectionState {
        switch backend {
        case .server(let node), .sentinel(let node, _): node.state
        case .cluster(let cluster): cluster.connectionState
        }
    }

    /// Identity of the present life of the server that holds a key: its run id, `nil` before the first connection. All clients see the same. It
    /// changes when the server is restarted or another one takes its place, and then the last writes may be missing.
    public func serverLife(forKey key: @autoclosure () -> String) -> String? {
        switch backend {
        case .server(let node), .sentinel(let node, _): node.runID
        case .cluster(let cluster): cluster.serverLife(forKey: key())
        }
    }

    // MARK: - Other connections

    /// Makes a connection of its own for commands that block, such as `BLPOP`. It opens when it is first used, follows a failover, and in a
    /// cluster goes to the node that owns the key of each command.
    public func makeBlockingConnection() -> RedisBlockingConnection {
        RedisBlockingConnection(configuration: configuration, locator: locator, eventLoop: eventLoopGroup.next())
    }

    /// Makes a subscription to `channels` on a connection of its own, in a cluster to any master. It opens when it is iterated.
    public func subscribe(to channels: [String]) -> RedisSubscription {
        RedisSubscription(channels: channels, configuration: configuration, locator: locator, eventLoop: eventLoopGroup.next(), logger: logger)
    }

    // MARK: - Running

    /// Keeps the shared connections open until graceful shutdown or cancellation. Then new commands are refused, those in flight
    /// have `RedisConfiguration.shutdownDrain` to end, and the rest fails with `.shutdown`. A client runs once.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            switch self.backend {
            case .server(let node): await node.run()
            case .sentinel(let node, let locator): await self.run(node, locator)
            case .cluster(let cluster): await cluster.run()
            }
        }
    }

    private func run(_ node: RedisNode, _ locator: SentinelLocator) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await node.run() }
            group.addTask { await locator.watch(every: self.configuration.masterCheck) { node.leaveFormerServers() } }
        }
    }
}

// MARK: - Through a failover

extension RedisClient {
    private func sendToMaster(_ command: RedisCommand, _ node: RedisNode) async throws(RedisError) -> RedisValue {
        let value = try await node.connection.send(command).get()
        guard Self.isRefused(value) else { return value }
        return try await sendAgain([command], [value], node)[0]
    }

    private func sendToMaster(_ commands: [RedisCommand], _ node: RedisNode) async throws(RedisError) -> [RedisValue] {
        let values = try await node.connection.send(commands).get()
        guard values.contains(where: Self.isRefused) else { return values }
        return try await sendAgain(commands, values, node)
    }

    /// Sends the refused commands again until a master takes them; the node closes its connection to the former one meanwhile. Safe for writes,
    /// because a refused command was not executed.
    private func sendAgain(_ commands: [RedisCommand], _ values: [RedisValue], _ node: RedisNode) async throws(RedisError) -> [RedisValue] {
        var values = values
        var repetition = Repetition(timeout: configuration.commandTimeout)
        var open = values.indices.filter { Self.isRefused(values[$0]) }
        while !open.isEmpty, await repetition.pause(wait: true) {
            let isBegun = open.count < values.count
            do throws(RedisError) {
                let replies = try await node.connection.send(open.map { commands[$0] }).get()
                for (index, reply) in zip(open, replies) { values[index] = reply }
            } catch {
                throw RedisError(error.code, error.message, outcomeUnknown: error.outcomeUnknown || isBegun)
            }
            open = open.filter { Self.isRefused(values[$0]) }
        }
        return values
    }

    private static func isRefused(_ value: RedisValue) -> Bool {
        if case .error(let error) = value { error.asksForReconnection } else { false }
    }
}
