import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// A client of one Redis server.
///
/// All tasks share `RedisConfiguration.connections` sockets, and commands issued at the same time travel in one write. Run it as a
/// service; until it runs, and whenever the server is away, commands wait for a connection up to their deadline. No call ever
/// waits longer than the command timeout.
public final class RedisClient: RedisExecutor, Service {
    /// The client's settings.
    public typealias Configuration = RedisConfiguration

    /// The settings it was made with.
    public let configuration: RedisConfiguration

    private let eventLoopGroup: any EventLoopGroup
    private let logger: Logger
    private let metrics = RedisMetrics()
    private let connections: [MultiplexedConnection]
    private let turn = Atomic<Int>(0)
    private let knownState = Mutex(RedisConnectionState())
    private let loading = SingleFlight()

    /// Makes a client; it connects when it runs.
    ///
    /// - Parameters:
    ///   - configuration: Address, credentials and limits.
    ///   - eventLoopGroup: Where its sockets live. Each connection keeps to one event loop.
    ///   - logger: Told about connections that come and go, never about commands.
    public init(configuration: RedisConfiguration, eventLoopGroup: any EventLoopGroup, logger: Logger) {
        self.configuration = configuration
        self.eventLoopGroup = eventLoopGroup
        self.logger = logger
        let metrics = metrics
        connections = (0..<max(1, configuration.connections)).map { _ in
            MultiplexedConnection(configuration: configuration, eventLoop: eventLoopGroup.next(), metrics: metrics)
        }
    }

    // MARK: - Commands

    /// Sends one command and returns its reply.
    ///
    /// - Throws: `RedisError`; an error reply of the server is thrown as `.server`.
    public func send(_ command: RedisCommand) async throws(RedisError) -> RedisValue {
        try await nextConnection.send(command).get().throwingServerError()
    }

    /// Sends several commands back to back on one connection and returns their replies in order.
    ///
    /// - Throws: `RedisError` when not all replies came; error replies of the server are elements of the result.
    public func pipeline(_ commands: [RedisCommand]) async throws(RedisError) -> [RedisValue] {
        guard !commands.isEmpty else { return [] }
        return try await nextConnection.send(commands).get()
    }

    /// Loads a library of functions. Tasks that ask for the same library at the same time share one attempt.
    public func load(_ library: RedisFunctionLibrary) async throws(RedisError) {
        try await loading.run(library.name) { () async throws(RedisError) in
            logger.notice("loading a Redis function library", metadata: ["library": "\(library.name)"])
            _ = try await send(library.loadCommand)
        }
    }

    private var nextConnection: MultiplexedConnection {
        if connections.count == 1 { return connections[0] }
        let number = turn.wrappingAdd(1, ordering: .relaxed).oldValue
        return connections[Int(UInt(bitPattern: number) % UInt(connections.count))]
    }

    // MARK: - State

    /// What is known about the server at this moment.
    public var state: RedisConnectionState {
        var state = knownState.withLock { $0 }
        if let last = connections.compactMap(\.lastReply).max() {
            state.lastReply = ContinuousClock.now - .nanoseconds((NIODeadline.now() - last).nanoseconds)
        }
        return state
    }

    // MARK: - Other connections

    /// Makes a connection of its own for commands that block, such as `BLPOP`. It opens when it is first used.
    public func makeBlockingConnection() -> RedisBlockingConnection {
        RedisBlockingConnection(configuration: configuration, eventLoop: eventLoopGroup.next())
    }

    /// Makes a subscription to `channels` on a connection of its own. It opens when it is iterated.
    public func subscribe(to channels: [String]) -> RedisSubscription {
        RedisSubscription(channels: channels, configuration: configuration, eventLoop: eventLoopGroup.next(), logger: logger)
    }

    // MARK: - Running

    /// Keeps the shared connections open until graceful shutdown or cancellation. Then new commands are refused, those in flight
    /// have `RedisConfiguration.shutdownDrain` to end, and the rest fails with `.shutdown`. A client runs once.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for connection in self.connections {
                    group.addTask { await self.maintain(connection) }
                }
            }
        }
    }

    private func maintain(_ connection: MultiplexedConnection) async {
        var backoff = RedisBackoff(policy: configuration.reconnect)
        while !Task.isCancelled {
            do throws(RedisError) {
                let transport = try await RedisTransport.open(configuration, on: connection.eventLoop)
                backoff.connectionLasted(await use(transport, on: connection))
            } catch {
                if error.code != .cancelled { note(error, on: connection) }
            }
            if Task.isCancelled { break }
            // Cancellation ends the pause and with it the loop.
            try? await Task.sleep(for: backoff.next())
        }
        await connection.finish()
    }

    /// - Returns: How long the connection lasted.
    private func use(_ transport: RedisTransport, on connection: MultiplexedConnection) async -> Duration {
        let start = ContinuousClock.now
        opened(transport.identity, at: start)
        let reason = await connection.serve(transport)
        closed(reason)
        return ContinuousClock.now - start
    }

    private func opened(_ identity: ServerIdentity, at instant: ContinuousClock.Instant) {
        let state = knownState.withLock { state in
            state.openConnections += 1
            state.connects += 1
            state.connectedSince = instant
            state.runID = identity.runID ?? state.runID
            state.replicationID = identity.replicationID ?? state.replicationID
            state.serverVersion = identity.version ?? state.serverVersion
            return state
        }
        metrics.connections(state.openConnections)
        if state.connects > connections.count { metrics.reconnected() }
        logger.info(
            "connected to Redis",
            metadata: ["endpoint": "\(configuration.endpoint)", "run_id": "\(identity.runID ?? "unknown")"]
        )
    }

    private func closed(_ reason: String) {
        let open = knownState.withLock { state in
            state.openConnections -= 1
            if state.openConnections == 0 { state.connectedSince = nil }
            state.lastFailure = reason
            return state.openConnections
        }
        metrics.connections(open)
        if Task.isCancelled { return }
        logger.warning(
            "the connection to Redis was closed",
            metadata: ["endpoint": "\(configuration.endpoint)", "reason": "\(reason)"]
        )
    }

    private func note(_ error: RedisError, on connection: MultiplexedConnection) {
        connection.connectFailed(error)
        let isNews = knownState.withLock { state in
            defer { state.lastFailure = error.message }
            return state.lastFailure != error.message
        }
        // A server that stays away is reported once, not with every attempt.
        logger.log(
            level: isNews ? .error : .debug,
            "no connection to Redis",
            metadata: ["endpoint": "\(configuration.endpoint)", "reason": "\(error.message)"]
        )
    }
}
