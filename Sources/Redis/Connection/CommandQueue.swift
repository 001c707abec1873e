import NIOCore

/// Everything one shared connection knows about its commands: those still to be sent and those in flight, in one queue.
///
/// A plain value without I/O; `MultiplexedConnection` locks it and does what it says. Every waiter that enters leaves exactly
/// once, as a completion.
///
/// ```
///             linkUp                  READONLY, LOADING
///  ┌──────┐ ─────────▶ ┌──────┐ ───────────────────────▶ ┌──────────┐
///  │ down │            │  up  │                          │ retiring │ sends no more, closes when nothing is in flight
///  └──────┘ ◀───────── └──────┘                          └────┬─────┘
///      ▲  linkDown, a command in flight timed out             │
///      └──────────────────────────────────────────────────────┘
/// ```
struct CommandQueue<Waiter: Sendable> {
    /// The bounds it keeps.
    struct Limits: Equatable {
        var timeout: TimeAmount
        var commands: Int
        var bytes: Int
    }

    /// Someone who waits for one reply or, in a pipeline, for several.
    struct Request: Sendable {
        let waiter: Waiter
        let replies: Int
        let bytes: Int
        let deadline: NIODeadline
    }

    /// What a waiter gets.
    struct Completion: Sendable {
        let waiter: Waiter
        let result: Result<Replies, RedisError>
        let deadline: NIODeadline
    }

    /// The replies of one request.
    enum Replies: Sendable, Equatable {
        case one(RedisValue)
        case many([RedisValue])
    }

    /// Whether there is a connection to send on.
    enum Link: Equatable {
        case down
        case up
        case retiring
    }

    /// Whether new commands are taken.
    enum Phase: Equatable {
        case open
        case draining
        case closed
    }

    let limits: Limits
    var link = Link.down
    var phase = Phase.open
    /// Why there is no connection, for the errors of those who wait for one.
    var lastFailure: String?
    /// The first `sent` requests are in flight, the others wait to be sent.
    var requests = CircularBuffer<Request>(initialCapacity: 256)
    var sent = 0
    /// Replies that `requests` still expect, and those of the commands in flight among them.
    var outstanding = 0
    /// The bytes of the requests that wait to be sent.
    var unsentBytes = ByteBuffer()
    /// The replies that the first request of a pipeline has so far.
    var partial: [RedisValue] = []
    /// Whether the event loop was already asked to send.
    private var drainScheduled = false
    var lastReply: NIODeadline?

    init(limits: Limits) {
        self.limits = limits
    }

    /// Whether nobody waits for anything.
    var isIdle: Bool { requests.isEmpty }

    /// When the first waiter must have its answer; deadlines are in order because all commands have the same timeout.
    var nextDeadline: NIODeadline? { requests.first?.deadline }

    // MARK: - Sending

    /// The answer to a new request.
    enum Admission {
        /// The caller must ask the event loop to send.
        case scheduleDrain
        /// Someone else did so already.
        case queued
        /// The request did not enter; its waiter is still the caller's.
        case refused(RedisError)
    }

    /// Takes a request of one command.
    mutating func enqueue(_ command: [UInt8], waiter: Waiter, now: NIODeadline) -> Admission {
        if let refusal = refusal(commands: 1, bytes: command.count) { return .refused(refusal) }
        unsentBytes.writeBytes(command)
        return admit(Request(waiter: waiter, replies: 1, bytes: command.count, deadline: now + limits.timeout))
    }

    /// Takes a request of several commands, which is answered at once with all replies.
    mutating func enqueue(_ commands: [RedisCommand], waiter: Waiter, now: NIODeadline) -> Admission {
        let bytes = commands.reduce(0) { $0 + $1.bytes.count }
        if let refusal = refusal(commands: commands.count, bytes: bytes) { return .refused(refusal) }
        for command in commands { unsentBytes.writeBytes(command.bytes) }
        return admit(Request(waiter: waiter, replies: commands.count, bytes: bytes, deadline: now + limits.timeout))
    }

    private func refusal(commands: Int, bytes: Int) -> RedisError? {
        guard phase == .open else { return RedisError(.shutdown, "the client shuts down", outcomeUnknown: false) }
        guard outstanding + commands <= limits.commands else {
            return RedisError(.overloaded, "\(outstanding) commands are waiting already")
        }
        guard unsentBytes.readableBytes + bytes <= limits.bytes else {
            return RedisError(.overloaded, "\(unsentBytes.readableBytes) bytes are waiting to be sent")
        }
        return nil
    }

    private mutating func admit(_ request: Request) -> Admission {
        requests.append(request)
        outstanding += request.replies
        if drainScheduled { return .queued }
        drainScheduled = true
        return .scheduleDrain
    }

    /// Hands over all bytes to send, in exchange for an empty buffer to fill next; `nil` if there is nothing to send or nowhere.
    mutating func takeBatch(isWritable: Bool, spare: inout ByteBuffer) -> ByteBuffer? {
        drainScheduled = false
        guard link == .up, isWritable, sent < requests.count else { return nil }
        sent = requests.count
        var batch = spare
        spare = ByteBuffer()
        swap(&batch, &unsentBytes)
        return batch
    }

    // MARK: - Receiving

    /// What the connection must do after replies came.
    enum Reaction: Equatable {
        case none
        case close
        case violation
    }

    /// Hands replies to the requests in flight, first come, first served. Replies on a link that is down are dropped.
    mutating func receive(_ replies: [RedisValue], now: NIODeadline, into completions: inout [Completion]) -> Reaction {
        guard link != .down else { return .none }
        lastReply = now
        for reply in replies {
            guard sent > 0, let request = requests.first else { return .violation }
            outstanding -= 1
            if case .error(let error) = reply, error.asksForReconnection { link = .retiring }
            if request.replies == 1 {
                complete(with: .one(reply), into: &completions)
                continue
            }
            partial.append(reply)
            guard partial.count == request.replies else { continue }
            let all = partial
            partial = []
            complete(with: .many(all), into: &completions)
        }
        return (link == .retiring && sent == 0) || (phase == .draining && isIdle) ? .close : .none
    }

    private mutating func complete(with replies: Replies, into completions: inout [Completion]) {
        let request = requests.removeFirst()
        sent -= 1
        completions.append(Completion(waiter: request.waiter, result: .success(replies), deadline: request.deadline))
    }
}
