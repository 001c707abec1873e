import Logging
import NIOCore
import Synchronization

/// The shared connections to one server, or to whichever server its locator names at the time.
final class RedisNode: Sendable {
    private let configuration: RedisConfiguration
    private let locator: any ServerLocator
    private let logger: Logger
    private let metrics: RedisMetrics
    private let connections: [MultiplexedConnection]
    private let turn = Atomic<Int>(0)
    private let knownState = Mutex(RedisConnectionState())
    private let stopping = AsyncStream<Never>.makeStream()

    init(
        configuration: RedisConfiguration,
        locator: any ServerLocator,
        eventLoopGroup: any EventLoopGroup,
        metrics: RedisMetrics,
        logger: Logger
    ) {
        self.configuration = configuration
        self.locator = locator
        self.metrics = metrics
        self.logger = logger
        connections = (0..<max(1, configuration.connections)).map { _ in
            MultiplexedConnection(configuration: configuration, eventLoop: eventLoopGroup.next(), metrics: metrics)
        }
    }

    /// The connection to send the next command on.
    var connection: MultiplexedConnection {
        if connections.count == 1 { return connections[0] }
        let number = turn.wrappingAdd(1, ordering: .relaxed).oldValue
        return connections[Int(UInt(bitPattern: number) % UInt(connections.count))]
    }

    // MARK: - State

    /// What is known about the server at this moment.
    var state: RedisConnectionState {
        var state = knownState.withLock { $0 }
        if let last = connections.compactMap(\.lastReply).max() {
            state.lastReply = ContinuousClock.now - .nanoseconds((NIODeadline.now() - last).nanoseconds)
        }
        return state
    }

    /// Run id of the server of the newest connection.
    var runID: String? { knownState.withLock { $0.runID } }

    /// Whether at least one connection is open.
    var isConnected: Bool { knownState.withLock { $0.isConnected } }

    // MARK: - Running

    /// Keeps the connections open until cancellation or `stop()`. Runs once.
    func run() async {
        await withDiscardingTaskGroup { group in
            for connection in connections {
                group.addTask { await self.maintain(connection) }
            }
            // Nothing ever comes; the stream ends with `stop()` or cancellation.
            for await _ in stopping.stream {}
            group.cancelAll()
        }
    }

    /// Gives the server up: what is in flight may end, everything else fails with `.shutdown`.
    func stop() {
        stopping.continuation.finish()
    }

    /// Closes connections that go to another server than the present one, so that they are opened anew.
    func leaveFormerServers() {
        for connection in connections {
            connection.close { !self.locator.isCurrent($0, for: nil) }
        }
    }

    private func maintain(_ connection: MultiplexedConnection) async {
        var backoff = RedisBackoff(policy: configuration.reconnect)
        while !Task.isCancelled {
            do throws(RedisError) {
                let transport = try await locator.open(configuration, on: connection.eventLoop)
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
        opened(transport, at: start)
        let reason = await connection.serve(transport)
        closed(transport, reason)
        return ContinuousClock.now - start
    }

    private func opened(_ transport: RedisTransport, at instant: ContinuousClock.Instant) {
        let identity = transport.identity
        let state = knownState.withLock { state in
            state.openConnections += 1
            state.connects += 1
            state.connectedSince = instant
            state.runID = identity.runID ?? state.runID
            state.replicationID = identity.replicationID ?? state.replicationID
            state.serverVersion = identity.version ?? state.serverVersion
            return state
        }
        metrics.opened()
        if state.connects > connections.count { metrics.reconnected() }
        logger.info(
            "connected to Redis",
            metadata: ["endpoint": "\(transport.endpoint)", "run_id": "\(identity.runID ?? "unknown")"]
        )
    }

    private func closed(_ transport: RedisTransport, _ reason: String) {
        knownState.withLock { state in
            state.openConnections -= 1
            if state.openConnections == 0 { state.connectedSince = nil }
            state.lastFailure = reason
        }
        metrics.closed()
        if Task.isCancelled { return }
        locator.lost(transport.endpoint)
        logger.warning(
            "the connection to Redis was closed",
            metadata: ["endpoint": "\(transport.endpoint)", "reason": "\(reason)"]
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
