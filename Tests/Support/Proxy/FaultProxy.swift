import NIOCore
import NIOPosix

/// A TCP proxy between a process and its server that can be slow, silent, broken, or fall silent at a chosen message.
///
/// A silent proxy keeps what it is sent, as the network would, and delivers it once healed. Everything happens on one event loop, so that the order
/// of faults and bytes is one order.
public final class FaultProxy: Sendable {
    /// What to do when a message of a ``Trap`` passes.
    public enum Reaction: Sendable {
        /// The message is not delivered, and both connections are reset.
        case cut
        /// The message is not delivered, and this connection is silent from then on, until healed.
        case hold
    }

    /// Where to connect to, on the loopback address.
    public let port: Int
    private let core: NIOLoopBound<ProxyCore>
    private let loop: any EventLoop
    private let listener: any Channel

    /// Starts a proxy in front of a port of the loopback address.
    public init(to target: Int) async throws {
        loop = MultiThreadedEventLoopGroup.singleton.next()
        let core = try await loop.submit { [loop] in NIOLoopBound(ProxyCore(target: target, loop: loop), eventLoop: loop) }.get()
        self.core = core
        listener = try await ServerBootstrap(group: loop)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.backlog, value: 1024)
            .childChannelInitializer { channel in core.value.accept(channel) }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        port = listener.localAddress?.port ?? 0
    }

    /// From now on every message arrives `delay` later, in both directions.
    public func slowDown(by delay: Duration) async {
        await onLoop { $0.delay = TimeAmount(delay) }
    }

    /// From now on nothing arrives any more; connections stay open, and new ones are accepted.
    public func hold() async {
        await onLoop { $0.isHolding = true }
    }

    /// Resets every connection; new ones work.
    public func reset() async {
        await onLoop { $0.resetAll() }
    }

    /// Resets every connection and every new one.
    public func refuse() async {
        await onLoop { core in
            core.isRefusing = true
            core.resetAll()
        }
    }

    /// Ends every fault and delivers what was kept.
    public func heal() async {
        await onLoop { $0.heal() }
    }

    /// Lays a trap for the next `times` messages that contain `text`. Text split over two messages is found as well.
    public func trap(_ text: String, from side: ProxySide, times: Int = 1, reaction: Reaction) async -> Trap {
        let trap = Trap(pattern: Array(text.utf8), side: side, times: times, reaction: reaction)
        await onLoop { $0.traps.append(trap) }
        return trap
    }

    /// When connections were asked for, refused ones included.
    public var attempts: [ContinuousClock.Instant] {
        get async { await onLoop { $0.attempts } }
    }

    /// Connections open at the moment.
    public var openConnections: Int {
        get async { await onLoop { $0.links.count } }
    }

    /// Ends the proxy and its connections.
    public func close() async {
        try? await listener.close()
        await onLoop { $0.resetAll() }
    }

    private func onLoop<R: Sendable>(_ body: @escaping @Sendable (ProxyCore) -> R) async -> R {
        await withCheckedContinuation { continuation in
            loop.execute { [core] in continuation.resume(returning: body(core.value)) }
        }
    }
}

/// The two ends of a proxied connection.
public enum ProxySide: Sendable {
    /// The process.
    case client
    /// Redis or PostgreSQL.
    case server

    var other: ProxySide { self == .client ? .server : .client }
}
