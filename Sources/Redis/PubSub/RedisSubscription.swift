import Logging
import NIOCore
import Synchronization

/// A subscription to channels, which subscribes again by itself whenever its connection was lost.
///
/// The task that iterates it does the connecting, so nothing runs in the background: it ends when that task is cancelled. Iterate
/// it from one task only, and inside a service with `cancelWhenGracefulShutdown`. A reader that falls behind by more than
/// `RedisConfiguration.subscriptionBuffer` events gets `.disconnected` and a new subscription instead of a silent gap.
public final class RedisSubscription: AsyncSequence, Sendable {
    /// What the sequence yields.
    public typealias Element = RedisSubscriptionEvent
    /// The sequence never throws.
    public typealias Failure = Never

    private struct State {
        var mailbox: SubscriptionMailbox<CheckedContinuation<Void, Never>>
        var transport: RedisTransport?
        var backoff: RedisBackoff
        /// Whether the last connection ended before the server confirmed anything, as when it refuses the channels.
        var wasRefused = false

        mutating func connected(_ transport: RedisTransport) -> Int? {
            guard let generation = mailbox.connected() else { return nil }
            self.transport = transport
            wasRefused = true
            return generation
        }
    }

    /// The channels it listens to.
    public let channels: [String]

    private let configuration: RedisConfiguration
    private let locator: any ServerLocator
    private let eventLoop: any EventLoop
    private let logger: Logger
    private let state: Mutex<State>

    init(
        channels: [String],
        configuration: RedisConfiguration,
        locator: any ServerLocator,
        eventLoop: any EventLoop,
        logger: Logger
    ) {
        self.channels = channels
        self.configuration = configuration
        self.locator = locator
        self.eventLoop = eventLoop
        self.logger = logger
        let mailbox = SubscriptionMailbox<CheckedContinuation<Void, Never>>(capacity: Swift.max(1, configuration.subscriptionBuffer))
        state = Mutex(State(mailbox: mailbox, backoff: RedisBackoff(policy: configuration.reconnect)))
    }

    deinit {
        state.withLock { $0.transport }?.close()
    }

    /// Makes the iterator; one per subscription.
    public func makeAsyncIterator() -> Iterator {
        Iterator(subscription: self)
    }

    /// Reads a subscription.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let subscription: RedisSubscription

        /// The next event; `nil` after the task was cancelled or the subscription closed.
        public mutating func next() async -> RedisSubscriptionEvent? {
            await subscription.next()
        }

        /// The next event; `nil` after the task was cancelled or the subscription closed.
        public mutating func next(isolation actor: isolated (any Actor)?) async -> RedisSubscriptionEvent? {
            await subscription.next()
        }
    }

    /// Ends the subscription; the reader gets `nil`.
    public func close() {
        let (waiter, transport) = state.withLock { state in
            state.mailbox.finish()
            return (state.mailbox.takeWaiter(), state.transport)
        }
        waiter?.resume()
        transport?.close()
    }

    // MARK: - Reading

    private func next() async -> RedisSubscriptionEvent? {
        await withTaskCancellationHandler {
            while true {
                switch state.withLock({ $0.mailbox.next() }) {
                case .deliver(let event): return event
                case .finish: return nil
                case .wait: await park()
                case .connect: await connect()
                }
                if Task.isCancelled { close() }
            }
        } onCancel: {
            close()
        }
    }

    private func park() async {
        await withCheckedContinuation { continuation in
            if !state.withLock({ $0.mailbox.park(continuation) }) { continuation.resume() }
        }
    }

    // MARK: - Connecting

    private func connect() async {
        if state.withLock({ $0.wasRefused }) { await pause() }
        do throws(RedisError) {
            let transport = try await locator.open(configuration, on: eventLoop)
            guard let generation = state.withLock({ $0.connected(transport) }) else { return transport.close() }
            let receiver = SubscriptionReceiver(
                subscription: self,
                transport: transport,
                locator: locator,
                generation: generation,
                ping: TimeAmount(clamping: configuration.subscriptionPing)
            )
            eventLoop.execute { receiver.start() }
        } catch {
            logger.debug("no connection for a subscription", metadata: ["reason": "\(error.message)"])
            await pause()
        }
    }

    private func pause() async {
        let pause = state.withLock { $0.backoff.next() }
        // Cancellation ends the pause; whoever connects looks.
        try? await Task.sleep(for: pause)
    }
}

// MARK: - What the receiver delivers

extension RedisSubscription {
    /// - Returns: Whether there was room.
    func push(_ event: RedisSubscriptionEvent, generation: Int) -> Bool {
        let (accepted, waiter) = state.withLock { state in
            if case .subscribed = event {
                state.backoff = RedisBackoff(policy: state.backoff.policy)
                state.wasRefused = false
            }
            return (state.mailbox.push(event, generation: generation), state.mailbox.takeWaiter())
        }
        waiter?.resume()
        return accepted
    }

    /// Notes a reply that should not come, such as the refusal of a channel.
    func unexpected(_ reply: RedisValue) {
        let reason = reply.serverError?.description ?? "not a reply of a subscription"
        logger.warning("a Redis subscription was refused", metadata: ["reason": "\(reason)"])
    }

    func disconnected(generation: Int) {
        let waiter = state.withLock { state in
            state.mailbox.disconnected(generation: generation)
            if state.mailbox.generation == generation { state.transport = nil }
            return state.mailbox.takeWaiter()
        }
        waiter?.resume()
    }
}
