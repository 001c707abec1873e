import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

extension RedisTransport {
    /// Connects, secures, authenticates and identifies, all within the connect timeout. Cancelling the task ends the attempt.
    ///
    /// - Parameter requiresMaster: Whether to refuse a server that is not a master.
    /// - Throws: `connectionFailed`, `cancelled`, or `configuration` for TLS files that cannot be used.
    static func open(
        _ configuration: RedisConfiguration,
        requiresMaster: Bool = false,
        on eventLoop: any EventLoop
    ) async throws(RedisError) -> RedisTransport {
        let limit = TimeAmount(clamping: configuration.connectTimeout)
        let deadline = NIODeadline.now() + limit
        let opening = OpeningChannel()
        let bootstrap = try bootstrap(configuration, on: eventLoop, limit: limit, opening: opening)
        let channel = try await connect(bootstrap, to: configuration.endpoint, opening: opening)
        var transport = RedisTransport(channel: channel, endpoint: configuration.endpoint)
        let handshake = Handshake(configuration, requiresMaster: requiresMaster)
        do throws(RedisError) {
            let bytes = ByteBuffer(bytes: handshake.commands.flatMap(\.bytes))
            let replies = try await transport.exchange(bytes, replies: handshake.commands.count, until: deadline)
            transport.identity = try handshake.evaluate(replies)
            return transport
        } catch {
            transport.close()
            if error.code == .cancelled { throw RedisError(.cancelled, error.message, outcomeUnknown: false) }
            throw RedisError(.connectionFailed, error.message)
        }
    }

    /// Asks some questions on a connection of its own, with the connect timeout for the connection and once more for the answers.
    ///
    /// - Returns: The replies, error replies among them.
    static func ask(
        _ questions: [RedisCommand],
        _ configuration: RedisConfiguration,
        on eventLoop: any EventLoop
    ) async throws(RedisError) -> [RedisValue] {
        let transport = try await open(configuration, on: eventLoop)
        defer { transport.close() }
        let deadline = NIODeadline.now() + TimeAmount(clamping: configuration.connectTimeout)
        return try await transport.exchange(ByteBuffer(bytes: questions.flatMap(\.bytes)), replies: questions.count, until: deadline)
    }

    private static func connect(
        _ bootstrap: ClientBootstrap,
        to endpoint: RedisEndpoint,
        opening: OpeningChannel
    ) async throws(RedisError) -> any Channel {
        do {
            return try await withTaskCancellationHandler {
                switch endpoint {
                case .tcp(let host, let port): try await bootstrap.connect(host: host, port: port).get()
                case .unix(let path): try await bootstrap.connect(unixDomainSocketPath: path).get()
                }
            } onCancel: {
                opening.abandon()
            }
        } catch {
            if Task.isCancelled { throw RedisError(.cancelled, "the waiting task was cancelled", outcomeUnknown: false) }
            throw RedisError(.connectionFailed, "cannot connect to \(endpoint): \(error)")
        }
    }

    private static func bootstrap(
        _ configuration: RedisConfiguration,
        on eventLoop: any EventLoop,
        limit: TimeAmount,
        opening: OpeningChannel
    ) throws(RedisError) -> ClientBootstrap {
        let security = try configuration.tls.map { tls throws(RedisError) in try TLSSettings(tls, endpoint: configuration.endpoint) }
        let bootstrap = ClientBootstrap(group: eventLoop)
            .connectTimeout(limit)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let security { try channel.pipeline.syncOperations.addHandler(try security.makeHandler()) }
                    try channel.pipeline.syncOperations.addHandler(try ReplyHandler())
                    opening.began(channel)
                }
            }
        if case .unix = configuration.endpoint { return bootstrap }
        return
            bootstrap
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
    }
}

/// The channel of an attempt to connect, so that the attempt can be abandoned.
private final class OpeningChannel: Sendable {
    private struct State {
        var channel: (any Channel)?
        var isAbandoned = false
    }

    private let state = Mutex(State())

    func began(_ channel: any Channel) {
        let isAbandoned = state.withLock { state in
            state.channel = channel
            return state.isAbandoned
        }
        if isAbandoned { channel.close(promise: nil) }
    }

    func abandon() {
        let channel = state.withLock { state in
            state.isAbandoned = true
            return state.channel
        }
        channel?.close(promise: nil)
    }
}
