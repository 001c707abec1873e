import NIOCore
import Synchronization

/// A connection of one's own for commands that block the connection they are sent on, such as `BLPOP`.
///
/// It opens with its first command and again after it was lost; attempts that fail in a row are spaced out. One command at a time.
public final class RedisBlockingConnection: Sendable {
    private struct State {
        var transport: RedisTransport?
        var isBusy = false
        var isClosed = false
        var backoff: RedisBackoff
        var notBefore: NIODeadline?
    }

    private let configuration: RedisConfiguration
    private let eventLoop: any EventLoop
    private let state: Mutex<State>

    init(configuration: RedisConfiguration, eventLoop: any EventLoop) {
        self.configuration = configuration
        self.eventLoop = eventLoop
        state = Mutex(State(backoff: RedisBackoff(policy: configuration.reconnect)))
    }

    deinit {
        state.withLock { $0.transport }?.close()
    }

    /// Sends one command and waits for its reply. Cancelling the task closes the socket; the next call opens another.
    ///
    /// - Parameters:
    ///   - command: The command. If it blocks, its own timeout must be shorter than `timeout`.
    ///   - timeout: The longest wait, connecting included. A command in flight then is given up and the socket closed.
    /// - Throws: `connectionFailed` or `notConnected` (nothing was sent), `timeout`, `connectionLost` or `cancelled` (the server
    ///   may have executed it), `server`, `shutdown` after `close()`, `configuration` when a command is already waiting.
    public func send(_ command: RedisCommand, timeout: Duration) async throws(RedisError) -> RedisValue {
        let deadline = NIODeadline.now() + TimeAmount(clamping: timeout)
        try claim()
        defer { release() }
        let transport = try await transport(until: deadline)
        let replies = try await transport.exchange(ByteBuffer(bytes: command.bytes), replies: 1, until: deadline)
        return try replies[0].throwingServerError()
    }

    /// Closes the socket for good; a command in flight fails.
    public func close() {
        let transport = state.withLock { state in
            state.isClosed = true
            return state.transport
        }
        transport?.close()
    }

    private func claim() throws(RedisError) {
        let refusal: RedisError? = state.withLock { state in
            if state.isClosed { return RedisError(.shutdown, "the blocking connection was closed", outcomeUnknown: false) }
            if state.isBusy { return RedisError(.configuration, "a blocking connection takes one command at a time") }
            state.isBusy = true
            return nil
        }
        if let refusal { throw refusal }
    }

    private func release() {
        state.withLock { state in
            state.isBusy = false
            if state.transport?.isActive == false { state.transport = nil }
        }
    }

    private func transport(until deadline: NIODeadline) async throws(RedisError) -> RedisTransport {
        if let transport = state.withLock({ $0.transport }), transport.isActive { return transport }
        try await pause(until: deadline)
        do throws(RedisError) {
            var configuration = configuration
            configuration.connectTimeout = min(configuration.connectTimeout, .nanoseconds(max(1, (deadline - .now()).nanoseconds)))
            let transport = try await RedisTransport.open(configuration, on: eventLoop)
            try keep(transport)
            return transport
        } catch {
            state.withLock { $0.notBefore = .now() + TimeAmount(clamping: $0.backoff.next()) }
            throw error
        }
    }

    private func keep(_ transport: RedisTransport) throws(RedisError) {
        let isClosed = state.withLock { state in
            state.transport = transport
            state.notBefore = nil
            state.backoff = RedisBackoff(policy: configuration.reconnect)
            return state.isClosed
        }
        if isClosed {
            transport.close()
            throw RedisError(.shutdown, "the blocking connection was closed", outcomeUnknown: false)
        }
    }

    /// After a failed attempt, waits until the next one is due.
    private func pause(until deadline: NIODeadline) async throws(RedisError) {
        guard let due = state.withLock({ $0.notBefore }), due > .now() else { return }
        let wait = min(due, deadline) - .now()
        do {
            try await Task.sleep(for: .nanoseconds(max(0, wait.nanoseconds)))
        } catch {
            throw RedisError(.cancelled, "the waiting task was cancelled", outcomeUnknown: false)
        }
        if due > deadline { throw RedisError(.notConnected, "no connection in time") }
    }
}
