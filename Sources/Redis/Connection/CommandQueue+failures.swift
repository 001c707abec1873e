import NIOCore

extension CommandQueue {
    // MARK: - The link

    /// A connection was opened and its handshake accepted.
    mutating func linkUp(now: NIODeadline) {
        link = .up
        lastFailure = nil
        lastReply = now
    }

    /// The connection is gone: everything in flight fails at once, what was not sent waits for the next connection.
    mutating func linkDown(cause: RedisError) -> [Completion] {
        link = .down
        lastFailure = cause.message
        return failInFlight(cause)
    }

    /// An attempt to connect failed.
    mutating func connectFailed(_ error: RedisError) {
        lastFailure = error.message
    }

    // MARK: - Deadlines

    /// The waiters whose time is up.
    struct Expiry {
        var completions: [Completion] = []
        /// A command in flight got no reply: later replies could not be told apart, so the connection must be closed.
        var mustClose = false
    }

    /// Fails everyone whose deadline is over. One look at the first request decides, so this is cheap to call.
    mutating func expire(now: NIODeadline) -> Expiry {
        var expiry = Expiry()
        if sent > 0, let first = requests.first, first.deadline <= now {
            expiry.mustClose = true
            expiry.completions = expireInFlight(now: now)
        }
        while sent == 0, let first = requests.first, first.deadline <= now {
            let reason = link == .down ? lastFailure ?? "never connected" : "the connection does not take more"
            expiry.completions.append(dropFirstUnsent(RedisError(.notConnected, reason)))
        }
        return expiry
    }

    private mutating func expireInFlight(now: NIODeadline) -> [Completion] {
        let timeout = RedisError(.timeout, "no reply within \(limits.timeout.nanoseconds / 1_000_000) ms")
        let bystander = RedisError(.connectionLost, "the connection was closed because an earlier command timed out")
        link = .down
        lastFailure = timeout.message
        return takeInFlight().map { request in
            Completion(
                waiter: request.waiter,
                result: .failure(request.deadline <= now ? timeout : bystander),
                deadline: request.deadline
            )
        }
    }

    private mutating func dropFirstUnsent(_ error: RedisError) -> Completion {
        let request = requests.removeFirst()
        outstanding -= request.replies
        unsentBytes.moveReaderIndex(forwardBy: request.bytes)
        releaseDroppedBytes()
        return Completion(waiter: request.waiter, result: .failure(error), deadline: request.deadline)
    }

    /// Without this the buffer would grow for as long as the server is away.
    private mutating func releaseDroppedBytes() {
        if unsentBytes.readableBytes == 0 {
            unsentBytes = ByteBuffer()
        } else if unsentBytes.readerIndex > max(64 << 10, unsentBytes.readableBytes) {
            unsentBytes.discardReadBytes()
        }
    }

    // MARK: - The end

    /// Refuses new commands; those that wait may still be answered. Returns whether nobody waits.
    mutating func drain() -> Bool {
        if phase == .open { phase = .draining }
        return isIdle
    }

    /// Fails everyone who still waits. Commands in flight may have been executed.
    mutating func close() -> [Completion] {
        phase = .closed
        link = .down
        var completions = failInFlight(RedisError(.shutdown, "the client shut down with the command in flight", outcomeUnknown: true))
        while !requests.isEmpty {
            completions.append(dropFirstUnsent(RedisError(.shutdown, "the client shut down", outcomeUnknown: false)))
        }
        return completions
    }

    private mutating func failInFlight(_ error: RedisError) -> [Completion] {
        takeInFlight().map { Completion(waiter: $0.waiter, result: .failure(error), deadline: $0.deadline) }
    }

    private mutating func takeInFlight() -> [Request] {
        let inFlight = Array(requests.prefix(sent))
        requests.removeFirst(sent)
        sent = 0
        outstanding = requests.reduce(0) { $0 + $1.replies }
        partial = []
        return inFlight
    }
}
