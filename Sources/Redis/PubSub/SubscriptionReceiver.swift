import NIOCore
import Synchronization

/// One connection of a subscription: subscribes, hands on events, and checks that the server still answers.
final class SubscriptionReceiver: ReplyReceiver {
    private struct LoopState {
        var heartbeat: RepeatedTask?
        var heardSincePing = true
    }

    /// Weak: a subscription nobody iterates any more goes away and closes the socket.
    private let subscription: WeakSubscription
    private let transport: RedisTransport
    private let locator: any ServerLocator
    private let generation: Int
    private let ping: TimeAmount
    private let loop: NIOLoopBoundBox<LoopState>
    private let greeting: ByteBuffer

    init(
        subscription: RedisSubscription,
        transport: RedisTransport,
        locator: any ServerLocator,
        generation: Int,
        ping: TimeAmount
    ) {
        self.subscription = WeakSubscription(subscription)
        self.transport = transport
        self.locator = locator
        self.generation = generation
        self.ping = ping
        loop = .makeBoxSendingValue(LoopState(), eventLoop: transport.eventLoop)
        greeting = ByteBuffer(bytes: RedisCommand("SUBSCRIBE", subscription.channels.map(RedisArgument.string)).bytes)
    }

    /// Takes over the connection. On its event loop.
    func start() {
        transport.attach(self)
        guard transport.isActive else { return }
        transport.channel.writeAndFlush(greeting, promise: nil)
        loop.value.heartbeat = transport.eventLoop.scheduleRepeatedTask(initialDelay: ping, delay: ping) { _ in self.beat() }
    }

    func received(_ replies: [RedisValue]) {
        loop.value.heardSincePing = true
        for reply in replies {
            switch SubscriptionReply(reply) {
            case .event(let event):
                if subscription.target?.push(event, generation: generation) != true { return transport.close() }
            case .pong: break
            case .unexpected:
                subscription.target?.unexpected(reply)
                return transport.close()
            }
        }
    }

    func closed(_ cause: RedisError) {
        loop.value.heartbeat?.cancel()
        loop.value.heartbeat = nil
        locator.lost(transport.endpoint)
        subscription.target?.disconnected(generation: generation)
    }

    private func beat() {
        // A server that is no master any more may be cut off from those who publish.
        guard loop.value.heardSincePing, locator.isCurrent(transport.endpoint, for: nil) else { return transport.close() }
        loop.value.heardSincePing = false
        transport.channel.writeAndFlush(ByteBuffer(bytes: RedisCommand("PING").bytes), promise: nil)
    }
}

/// A weak reference that is set once.
private struct WeakSubscription: Sendable {
    weak let target: RedisSubscription?

    init(_ target: RedisSubscription) {
        self.target = target
    }
}
