import NIOCore
import Synchronization

/// A connection of one's own for commands that block the connection they are sent on, such as `BLPOP`.
///
/// It opens with its first command and again after it was lost or its server stopped being the right one; attempts that fail in a row are
/// spaced out. One command at a time.
public final class RedisBlockingConnection: Sendable {
    private struct State {
        var transport: RedisTransport?
        var isBusy = false
        var isClosed = false
        var backoff: RedisBackoff
        var notBefore: NIODeadline?
    }

    /// Times that one call goes where another node points.
    private static let mostRedirections = 5

    private let configuration: RedisConfiguration
    private let locator: any ServerLocator
    private let eventLoop: any EventLoop
    private let state: Mutex<State>

    init(configuration: RedisConfiguration, locator: any ServerLocator, eventLoop: any EventLoop) {
        self.configuration = configuration
        self.locator = locator
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
        let slot = CommandRoute(command).slot
        var redirections = 0
        while true {
            let transport = try await transport(for: slot, until: deadline)
            let reply = try await exchange(ByteBuffer(bytes: command.bytes), replies: 1, over: transport, until: deadline)[0]
            guard case .error(let error) = reply else { return reply }
            redirections += 1
            guard redirections < Self.mostRedirections else { throw refused(error, by: transport) }
            switch Redirection(error, asked: transport.endpoint) {
            case .moved(let slot, let endpoint): locator.moved(slot, to: endpoint)
            case .ask(let endpoint): return try await ask(command, at: endpoint, until: deadline)
            case .later, nil: throw refused(error, by: transport)
            }
        }
    }

    private func exchange(
        _ bytes: ByteBuffer,
        replies: Int,
        over transport: RedisTransport,
        until deadline: NIODeadline
    ) async throws(RedisError) -> [RedisValue] {
        do throws(RedisError) {
            return try await transport.exchange(bytes, replies: replies, until: deadline)
        } catch {
            if error.code != .cancelled { locator.lost(transport.endpoint) }
            throw error
        }
    }

    /// The error for the caller. After one that tells of a failover or of a slot on its way the next call connects anew.
    private func refused(_ error: RedisServerError, by transport: RedisTransport) -> RedisError {
        if error.isUnavailable {
            transport.close()
            locator.lost(transport.endpoint)
            postpone()
        }
        return RedisError(server: error)
    }

    /// Sends the command to a node that is about to own its slot. The next call finds the way by itself.
    private func ask(_ command: RedisCommand, at endpoint: RedisEndpoint, until deadline: NIODeadline) async throws(RedisError) -> RedisValue {
        var configuration = limited(until: deadline)
        configuration.endpoint = endpoint
        let transport = try await RedisTransport.open(configuration, on: eventLoop)
        try keep(transport)
        let bytes = ByteBuffer(bytes: RedisCommand("ASKING").bytes + command.bytes)
        let replies = try await exchange(bytes, replies: 2, over: transport, until: deadline)
        guard case .error(let error) = replies[1] else { return replies[1] }
        throw refused(error, by: transport)
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

    private func transport(for slot: HashSlot?, until deadline: NIODeadline) async throws(RedisError) -> RedisTransport {
        if let transport = state.withLock({ $0.transport }), transport.isActive {
            if locator.isCurrent(transport.endpoint, for: slot) { return transport }
            transport.close()
        }
        try await pause(until: deadline)
        do throws(RedisError) {
            let transport = try await locator.open(limited(until: deadline), for: slot, on: eventLoop)
            try keep(transport)
            return transport
        } catch {
            postpone()
            throw error
        }
    }

    /// The settings with no more time to connect than there is.
    private func limited(until deadline: NIODeadline) -> RedisConfiguration {
        var configuration = configuration
        configuration.connectTimeout = min(configuration.connectTimeout, .nanoseconds(max(1, (deadline - .now()).nanoseconds)))
        return configuration
    }

    /// Spaces out attempts that fail in a row.
    private func postpone() {
        state.withLock { $0.notBefore = .now() + TimeAmount(clamping: $0.backoff.next()) }
    }

    private func keep(_ transport: RedisTransport) throws(RedisError) {
        let (former, isClosed) = state.withLock { state in
            defer { state.transport = transport }
            state.notBefore = nil
            state.backoff = RedisBackoff(policy: configuration.reconnect)
            return (state.transport, state.isClosed)
        }
        former?.close()
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
