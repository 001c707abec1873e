import Logging
import NIOCore
import Synchronization

/// Finds the master by asking sentinels, each time a connection is opened and at intervals in between.
final class SentinelLocator: ServerLocator {
    private struct State {
        /// The sentinels, the one that answered last in front.
        var order: [RedisEndpoint]
        var master: RedisEndpoint?
    }

    private let sentinels: RedisSentinels
    private let configuration: RedisConfiguration
    private let eventLoopGroup: any EventLoopGroup
    private let logger: Logger
    private let state: Mutex<State>

    var requiresMaster: Bool { true }

    /// - Parameter configuration: The client's own; the sentinels are reached with its limits and TLS settings.
    init(_ sentinels: RedisSentinels, configuration: RedisConfiguration, eventLoopGroup: any EventLoopGroup, logger: Logger) {
        self.sentinels = sentinels
        var configuration = configuration
        configuration.username = sentinels.username
        configuration.password = sentinels.password
        configuration.database = 0
        self.configuration = configuration
        self.eventLoopGroup = eventLoopGroup
        self.logger = logger
        state = Mutex(State(order: sentinels.endpoints))
    }

    /// The master that the first sentinel to answer names.
    func locate(_ slot: HashSlot?) async throws(RedisError) -> RedisEndpoint {
        var failure = RedisError(.connectionFailed, "no sentinel is configured")
        for sentinel in state.withLock({ $0.order }) {
            do throws(RedisError) {
                let master = try await ask(sentinel)
                adopt(master, from: sentinel)
                return master
            } catch {
                if error.code == .cancelled { throw error }
                failure = RedisError(.connectionFailed, "sentinel \(sentinel): \(error.message)")
            }
        }
        throw failure
    }

    func isCurrent(_ endpoint: RedisEndpoint, for slot: HashSlot?) -> Bool {
        state.withLock { $0.master == nil || $0.master == endpoint }
    }

    /// Nothing to note: the next connection asks again anyway.
    func lost(_ endpoint: RedisEndpoint) {}

    /// Looks at intervals which master most sentinels name. That matters where the former one was cut off from them but still answers this client: what
    /// is written there is lost.
    ///
    /// - Parameter leaveOthers: Has connections to other servers closed. Called also when the master is no news: a connection that was opened meanwhile may
    ///   have learnt of it, while others stay where they are.
    func watch(every interval: Duration, leaveOthers: () -> Void) async {
        while !Task.isCancelled {
            // Cancellation ends the pause and with it the loop.
            try? await Task.sleep(for: interval)
            let answers = await askAll()
            guard let master = SentinelReplies.majority(Array(answers.values), of: sentinels.endpoints.count),
                let sentinel = answers.first(where: { $0.value == master })?.key
            else { continue }
            adopt(master, from: sentinel)
            leaveOthers()
        }
    }

    private func adopt(_ master: RedisEndpoint, from sentinel: RedisEndpoint) {
        let former = state.withLock { state in
            if let index = state.order.firstIndex(of: sentinel), index > 0 { state.order.swapAt(0, index) }
            defer { state.master = master }
            return state.master
        }
        guard let former, former != master else { return }
        logger.notice("Redis has another master", metadata: ["former": "\(former)", "master": "\(master)"])
    }

    private func askAll() async -> [RedisEndpoint: RedisEndpoint] {
        await withTaskGroup(of: (RedisEndpoint, RedisEndpoint?).self) { group in
            for sentinel in sentinels.endpoints {
                group.addTask { (sentinel, try? await self.ask(sentinel)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    private func ask(_ sentinel: RedisEndpoint) async throws(RedisError) -> RedisEndpoint {
        var configuration = configuration
        configuration.endpoint = sentinel
        let question = SentinelReplies.question(sentinels.master)
        return try SentinelReplies.master(try await RedisTransport.ask([question], configuration, on: eventLoopGroup.next())[0])
    }
}
