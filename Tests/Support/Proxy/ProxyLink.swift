import NIOCore
import NIOPosix

/// One proxied connection: two channels and what is on its way between them.
final class ProxyLink {
    /// What travels: bytes, or the end of the stream.
    private enum Parcel {
        case bytes(ByteBuffer)
        case end
    }

    private let core: ProxyCore
    private let client: any Channel
    private var server: (any Channel)?
    private var isHolding = false
    private var kept: [(from: ProxySide, parcel: Parcel)] = []
    /// The last bytes that passed, by side, since a trapped text may be split.
    private var tails: [ProxySide: [UInt8]] = [:]
    private var lastDue: [ProxySide: NIODeadline] = [:]

    init(core: ProxyCore, client: any Channel) {
        self.core = core
        self.client = client
    }

    /// The server is there, or is not.
    func connected(_ channel: (any Channel)?) {
        guard let channel, client.isActive else {
            if let channel { Self.reset(channel) }
            return resetBoth()
        }
        server = channel
        release()
    }

    func received(_ buffer: ByteBuffer, from side: ProxySide) {
        if let trap = caught(buffer, from: side) {
            guard trap.reaction == .hold else { return resetBoth() }
            isHolding = true
        }
        send(.bytes(buffer), from: side)
    }

    func ended(_ side: ProxySide) {
        send(.end, from: side)
    }

    /// Delivers what was kept.
    func release() {
        isHolding = false
        let waiting = kept
        kept = []
        for (side, parcel) in waiting { send(parcel, from: side) }
    }

    func resetBoth() {
        core.forget(self)
        Self.reset(client)
        if let server { Self.reset(server) }
    }

    /// Closes without the usual farewell, so that the peer sees `connection reset`.
    static func reset(_ channel: any Channel) {
        if let options = channel as? any SocketOptionProvider {
            options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
        } else {
            channel.close(promise: nil)
        }
    }

    private func caught(_ buffer: ByteBuffer, from side: ProxySide) -> Trap? {
        guard !core.traps.isEmpty else { return nil }
        let bytes = tails[side, default: []] + Array(buffer.readableBytesView)
        tails[side] = Array(bytes.suffix(64))
        guard let trap = core.traps.first(where: { $0.side == side && $0.closes(on: bytes) }) else { return nil }
        // What was caught must not be caught again.
        tails[side] = []
        return trap
    }

    private func send(_ parcel: Parcel, from side: ProxySide) {
        guard !core.isHolding, !isHolding, server != nil else { return kept.append((side, parcel)) }
        guard core.delay > .zero || lastDue[side].map({ $0 > .now() }) ?? false else { return deliver(parcel, from: side) }
        let due = max(.now() + core.delay, lastDue[side] ?? .now())
        lastDue[side] = due
        let bound = NIOLoopBound((self, parcel), eventLoop: client.eventLoop)
        client.eventLoop.scheduleTask(deadline: due) {
            let (link, parcel) = bound.value
            // A silence that began meanwhile holds what is on its way, too.
            if link.core.isHolding || link.isHolding { link.kept.append((side, parcel)) } else { link.deliver(parcel, from: side) }
        }
    }

    private func deliver(_ parcel: Parcel, from side: ProxySide) {
        guard let receiver = side == .client ? server : client else { return }
        switch parcel {
        case .bytes(let buffer):
            receiver.writeAndFlush(buffer, promise: nil)
        case .end:
            core.forget(self)
            receiver.close(promise: nil)
        }
    }
}

/// Hands what a channel receives to its link.
final class ProxyEnd: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let link: ProxyLink
    private let side: ProxySide

    init(link: ProxyLink, side: ProxySide) {
        self.link = link
        self.side = side
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        link.received(unwrapInboundIn(data), from: side)
    }

    func channelInactive(context: ChannelHandlerContext) {
        link.ended(side)
    }

    /// The end of the channel, which follows, says it all.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
