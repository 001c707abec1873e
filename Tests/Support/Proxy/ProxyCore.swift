import NIOCore
import NIOPosix

/// The connections and faults of a ``FaultProxy``. Touched on its event loop only.
final class ProxyCore {
    var delay: TimeAmount = .zero
    var isHolding = false
    var isRefusing = false
    var traps: [Trap] = []
    var links: [ObjectIdentifier: ProxyLink] = [:]
    private(set) var attempts: [ContinuousClock.Instant] = []
    private let target: Int
    private let loop: any EventLoop

    init(target: Int, loop: any EventLoop) {
        self.target = target
        self.loop = loop
    }

    /// Takes a connection of a process and opens one to the server for it.
    func accept(_ client: any Channel) -> EventLoopFuture<Void> {
        attempts.append(.now)
        guard !isRefusing else {
            ProxyLink.reset(client)
            return loop.makeSucceededVoidFuture()
        }
        let link = ProxyLink(core: self, client: client)
        links[ObjectIdentifier(link)] = link
        let bound = NIOLoopBound(link, eventLoop: loop)
        return client.eventLoop.makeCompletedFuture {
            try client.pipeline.syncOperations.addHandler(ProxyEnd(link: link, side: .client))
        }.map { [loop, target] in
            ClientBootstrap(group: loop)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(ProxyEnd(link: bound.value, side: .server))
                    }
                }
                .connect(host: "127.0.0.1", port: target)
                .whenComplete { result in bound.value.connected(try? result.get()) }
        }
    }

    func resetAll() {
        for link in links.values { link.resetBoth() }
    }

    func heal() {
        delay = .zero
        isHolding = false
        isRefusing = false
        traps = []
        for link in links.values { link.release() }
    }

    func forget(_ link: ProxyLink) {
        links[ObjectIdentifier(link)] = nil
    }
}
