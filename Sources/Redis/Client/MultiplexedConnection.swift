import NIOCore
import Synchronization

/// One socket that many tasks share. Commands that are issued at the same time leave in one write.
///
/// A caller appends its bytes and its continuation to the queue under a lock; the first one asks the event loop to send, and
/// whatever comes before the event loop gets there goes along.
final class MultiplexedConnection: Sendable {
    typealias Queue = CommandQueue<ReplyWaiter>

    /// What only the event loop touches.
    private struct LoopState {
        var transport: RedisTransport?
        var spare = ByteBuffer()
        var completions: [Queue.Completion] = []
        var isTimerArmed = false
    }

    /// A buffer that a burst made larger than this is not kept.
    private static let largestSpare = 1 << 20

    let configuration: RedisConfiguration
    let eventLoop: any EventLoop
    private let metrics: RedisMetrics
    private let timeout: TimeAmount
    private let queue: Mutex<Queue>
    private let loop: NIOLoopBoundBox<LoopState>

    init(configuration: RedisConfiguration, eventLoop: any EventLoop, metrics: RedisMetrics) {
        self.configuration = configuration
        self.eventLoop = eventLoop
        self.metrics = metrics
        timeout = TimeAmount(clamping: configuration.commandTimeout)
        let limits = Queue.Limits(
            timeout: timeout,
            commands: configuration.maximumQueuedCommands,
            bytes: configuration.maximumQueuedBytes
        )
        queue = Mutex(Queue(limits: limits))
        loop = .makeBoxSendingValue(LoopState(), eventLoop: eventLoop)
    }

    // MARK: - Commands

    func send(_ command: RedisCommand) async -> Result<RedisValue, RedisError> {
        await withUnsafeContinuation { continuation in
            admit(.one(continuation)) { queue, waiter in queue.enqueue(command.bytes, waiter: waiter, now: .now()) }
        }
    }

    func send(_ commands: [RedisCommand]) async -> Result<[RedisValue], RedisError> {
        await withUnsafeContinuation { continuation in
            admit(.many(continuation)) { queue, waiter in queue.enqueue(commands, waiter: waiter, now: .now()) }
        }
    }

    @inline(__always)
    private func admit(_ waiter: ReplyWaiter, _ enqueue: (inout Queue, ReplyWaiter) -> Queue.Admission) {
        switch queue.withLock({ enqueue(&$0, waiter) }) {
        case .scheduleDrain: eventLoop.execute { self.send() }
        case .queued: break
        case .refused(let error):
            metrics.failed(error)
            waiter.resume(.failure(error))
        }
    }

    /// Writes what has gathered. On the event loop.
    private func send() {
        let transport = loop.value.transport
        let isWritable = transport?.channel.isWritable ?? false
        // By now the socket has mostly let go of the last batch, and this frees nothing but its content.
        loop.value.spare.clear()
        let (batch, deadline) = queue.withLock { queue in
            (queue.takeBatch(isWritable: isWritable, spare: &loop.value.spare), queue.nextDeadline)
        }
        if let batch, let transport {
            transport.channel.writeAndFlush(batch, promise: nil)
            if batch.capacity <= Self.largestSpare { loop.value.spare = batch }
        }
        armTimer(deadline)
    }

    // MARK: - Deadlines

    /// One timer for the whole queue, at the deadline of its first command. Off while nobody waits.
    private func armTimer(_ deadline: NIODeadline?) {
        guard let deadline, !loop.value.isTimerArmed else { return }
        loop.value.isTimerArmed = true
        eventLoop.scheduleTask(deadline: deadline) { self.checkDeadlines() }
    }

    private func checkDeadlines() {
        loop.value.isTimerArmed = false
        let (expiry, next) = queue.withLock { ($0.expire(now: .now()), $0.nextDeadline) }
        fail(expiry.completions)
        if expiry.mustClose { closeTransport() }
        armTimer(next)
    }

    private func fail(_ completions: [Queue.Completion]) {
        for completion in completions {
            if case .failure(let error) = completion.result { metrics.failed(error) }
            completion.waiter.resume(completion.result)
        }
    }

    private func closeTransport() {
        let transport = loop.value.transport
        loop.value.transport = nil
        transport?.close()
    }

    // MARK: - Life of a connection

    /// Uses `transport` until it closes. Cancelling the task starts the shutdown and thereby, after the drain, closes it.
    ///
    /// - Returns: Why it closed.
    func serve(_ transport: RedisTransport) async -> String {
        await withTaskCancellationHandler {
            eventLoop.execute { self.attach(transport) }
            await transport.waitForClose()
        } onCancel: {
            eventLoop.execute { self.beginShutdown() }
        }
        // The handler has told already; asking again makes sure before a new connection is opened.
        return await onLoop {
            self.closed(RedisError(.connectionLost, "the connection was closed"))
            return self.queue.withLock { $0.lastFailure } ?? "the connection was closed"
        }
    }

    /// Notes why there is no connection, for those who wait for one.
    func connectFailed(_ error: RedisError) {
        queue.withLock { $0.connectFailed(error) }
    }

    /// Fails everyone who still waits and refuses all that comes later.
    func finish() async {
        await onLoop { self.failAll() }
    }

    /// Closes the present connection if it goes to a server that `shall` holds for.
    func close(where shall: @escaping @Sendable (RedisEndpoint) -> Bool) {
        eventLoop.execute {
            if let transport = self.loop.value.transport, shall(transport.endpoint) { transport.close() }
        }
    }

    private func failAll() {
        fail(queue.withLock { $0.close() })
        closeTransport()
    }

    var lastReply: NIODeadline? { queue.withLock { $0.lastReply } }

    private func attach(_ transport: RedisTransport) {
        loop.value.transport = transport
        let phase = queue.withLock { queue in
            queue.linkUp(now: .now())
            return queue.phase
        }
        transport.attach(self)
        send()
        // The shutdown may have begun before there was anything to close.
        if phase != .open { beginShutdown() }
    }

    private func beginShutdown() {
        let isIdle = queue.withLock { $0.drain() }
        if isIdle { return closeTransport() }
        eventLoop.scheduleTask(in: TimeAmount(clamping: configuration.shutdownDrain)) { self.failAll() }
    }

    private func onLoop<R: Sendable>(_ body: @escaping @Sendable () -> R) async -> R {
        await withCheckedContinuation { continuation in
            eventLoop.execute { continuation.resume(returning: body()) }
        }
    }
}

// MARK: - What the socket delivers

extension MultiplexedConnection: ReplyReceiver {
    func received(_ replies: [RedisValue]) {
        var completions: [Queue.Completion] = []
        swap(&completions, &loop.value.completions)
        let now = NIODeadline.now()
        let reaction = queue.withLock { $0.receive(replies, now: now, into: &completions) }
        if let first = completions.first {
            let errors = replies.reduce(0) { if case .error = $1 { $0 + 1 } else { $0 } }
            metrics.replied(replies.count, errors: errors, oldest: (now - (first.deadline - timeout)).nanoseconds)
        }
        for completion in completions { completion.waiter.resume(completion.result) }
        completions.removeAll(keepingCapacity: true)
        swap(&completions, &loop.value.completions)
        react(reaction)
    }

    private func react(_ reaction: Queue.Reaction) {
        switch reaction {
        case .none: break
        case .close: closeTransport()
        case .violation:
            fail(queue.withLock { $0.linkDown(cause: RedisError(.protocolViolation, "a reply nobody waits for")) })
            closeTransport()
        }
    }

    func becameWritable() {
        send()
    }

    func closed(_ cause: RedisError) {
        loop.value.transport = nil
        fail(queue.withLock { $0.linkDown(cause: cause) })
    }
}
