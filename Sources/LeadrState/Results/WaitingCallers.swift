import Foundation
import JobQueue
import LeadrDomain
import Logging
import Redis
import ServiceLifecycle
import Synchronization

/// The callers of one API process that wait for the pipeline to decide on their submission (`design.md §2`, "Waiting").
///
/// As a service it listens on the process's own channel and tells callers when to look for themselves: at half time, at the deadline, and after
/// every subscription, the first one included. One ticker serves all callers; a timer per caller would cost more than it gains.
public final class WaitingCallers: Service {
    /// The channel that jobs have to carry as `replyTo`.
    public let channel: String

    private let redis: RedisClient
    private let logger: Logger
    private let registry: Mutex<WaiterRegistry<WaitTicket>>
    private let subscribed = Atomic<Bool>(false)
    private let unsubscribedSince = Mutex(ContinuousClock.now)
    /// Last round of the loop that meets half times and deadlines.
    public let timekeeping = WorkerProgress()
    private let tick: Duration

    /// The callers of this process.
    ///
    /// - Parameters:
    ///   - redis: The client to subscribe with.
    ///   - keys: Gives the channel its name.
    ///   - process: Names this process; a new value per start.
    ///   - limit: Most callers that wait at a time, `INGEST_MAX_WAITERS`.
    ///   - tick: How exactly half time and deadline are met.
    ///   - logger: Told when the subscription comes and goes.
    public init(
        redis: RedisClient,
        keys: StateKeys,
        process: UUID = UUID(),
        limit: Int = 2000,
        tick: Duration = .milliseconds(20),
        logger: Logger
    ) {
        self.redis = redis
        self.tick = tick
        self.logger = logger
        channel = keys.resultChannel(process: process)
        registry = Mutex(WaiterRegistry(limit: limit))
    }

    /// Present number of waiting callers.
    public var count: Int { registry.withLock { $0.count } }

    /// Whether results reach this process at present; the API is not ready before the first time.
    public var isSubscribed: Bool { subscribed.load(ordering: .acquiring) }

    /// How long results have not reached this process although Redis answers; zero while they do, and while Redis is away, which is not this
    /// loop's fault and which callers bridge by looking for themselves.
    public var subscriptionSilence: Duration {
        guard !isSubscribed, let connected = redis.state.connectedSince else { return .zero }
        return ContinuousClock.now - max(connected, unsubscribedSince.withLock { $0 })
    }

    /// Takes a place for a caller, before the job is queued.
    ///
    /// - Returns: nil when ``init(redis:keys:process:limit:tick:logger:)``'s limit is reached or the process shuts down: answer with the receipt.
    public func register(_ event: ScoreEventID, wait: Duration) -> WaitTicket? {
        let now = ContinuousClock.now
        return registry.withLock { $0.add(event: event, now: now, wait: wait) { WaitTicket(id: $0) } }
    }

    /// Gives a place back, for a caller that stops before its last signal.
    public func leave(_ ticket: WaitTicket) {
        registry.withLock { $0.remove(ticket.id) }
    }

    /// Waits for the decision on a submission, and gives the place back.
    ///
    /// - Parameters:
    ///   - ticket: The caller's place.
    ///   - decode: Reads the payload of a result; nil if it cannot, which counts as a hint to look.
    ///   - read: Looks the outcome up in the database; nil when there is none yet or it cannot be told.
    public func outcome<Outcome: Sendable>(
        of ticket: WaitTicket,
        decode: ([UInt8]) -> Outcome?,
        read: () async -> Outcome?
    ) async -> WaitOutcome<Outcome> {
        defer { leave(ticket) }
        while true {
            let signal = await ticket.next()
            switch signal {
            case .result(let payload):
                if let outcome = decode(payload) { return .decided(outcome) }
                return await read().map { .decided($0) } ?? .undecided
            case .check, .expired:
                if let outcome = await read() { return .decided(outcome) }
                if signal == .expired { return .undecided }
            case .closing:
                return .undecided
            }
        }
    }

    /// Listens and ticks until graceful shutdown, then sends every caller home with the receipt.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.listen() }
                group.addTask { await self.keepTime() }
            }
        }
        for ticket in registry.withLock({ $0.close() }) { ticket.deliver(.closing) }
    }
}

extension WaitingCallers {
    private func listen() async {
        for await event in redis.subscribe(to: [channel]) {
            switch event {
            case .subscribed:
                subscribed.store(true, ordering: .releasing)
                for ticket in registry.withLock({ $0.everyone() }) { ticket.deliver(.check) }
            case .message(_, let payload):
                deliver(ResultFrame.decode(payload))
            case .disconnected:
                unsubscribedSince.withLock { $0 = .now }
                subscribed.store(false, ordering: .releasing)
                logger.warning("results of submissions do not reach this process; waiting callers look for themselves")
            }
        }
        subscribed.store(false, ordering: .releasing)
    }

    private func keepTime() async {
        while !Task.isCancelled {
            // Cancellation ends the pause and with it the loop.
            try? await Task.sleep(for: tick)
            let now = ContinuousClock.now
            for (ticket, signal) in registry.withLock({ $0.tick(now) }) { ticket.deliver(signal) }
            timekeeping.mark()
        }
    }

    private func deliver(_ messages: [ResultMessage]) {
        let deliveries = registry.withLock { registry in
            messages.map { ($0.payload, registry.deliver($0.eventID)) }
        }
        for (payload, tickets) in deliveries {
            for ticket in tickets { ticket.deliver(.result(payload)) }
        }
    }
}
