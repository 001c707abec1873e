import Foundation
import Synchronization

/// The engine in the memory of one process: for tests and tools. It keeps every rule of ``JobQueueDriver`` but survives nothing.
public final class InMemoryJobQueue: JobQueueDriver {
    private let shards = Mutex<[QueueAddress: QueueState]>([:])
    private let clock: @Sendable () -> Int64
    private let life = UUID().uuidString

    /// An empty engine.
    ///
    /// - Parameter clock: milliseconds since the Unix epoch; the machine's clock unless stated.
    public init(clock: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }) {
        self.clock = clock
    }

    /// See ``JobQueueDriver/enqueue(_:on:limits:)``.
    public func enqueue(_ jobs: [Job], on queue: QueueAddress, limits: QueueLimits?) async throws(QueueError) {
        try shards.withLock { (shards) throws(QueueError) in
            let others = limits?.sharedWith.compactMap { shards[QueueAddress($0, shard: queue.shard)]?.snapshot() } ?? []
            try shards[queue, default: QueueState()].enqueue(jobs, limits: limits, beside: others)
        }
    }

    /// See ``JobQueueDriver/claim(_:from:token:owner:lease:)``.
    public func claim(
        _ limit: Int,
        from queue: QueueAddress,
        token: ClaimToken,
        owner: WorkerIdentity,
        lease: Duration
    ) async throws(QueueError) -> Claim? {
        let jobs = with(queue) { $0.claim(limit, token: token, owner: owner, now: clock(), lease: lease.wholeMilliseconds) }
        return jobs.isEmpty ? nil : Claim(token: token, queue: queue, entries: jobs.map(JobEnvelope.encode))
    }

    /// See ``JobQueueDriver/beat(_:renewing:on:lease:)``.
    public func beat(
        _ beat: WorkerBeat,
        renewing tokens: [ClaimToken],
        on queue: QueueAddress,
        lease: Duration
    ) async throws(QueueError) -> BeatReply {
        with(queue) { state in
            let lost = state.renew(tokens, now: clock(), lease: lease.wholeMilliseconds)
            state.beats[beat.identity, default: 0] += 1
            return BeatReply(lost: lost, isQuiet: state.quiet.contains(beat.identity))
        }
    }

    /// See ``JobQueueDriver/leave(_:on:)``.
    public func leave(_ worker: WorkerIdentity, on queue: QueueAddress) async throws(QueueError) {
        _ = with(queue) { $0.quiet.remove(worker) }
    }

    /// How many heartbeats a worker has sent.
    public func beats(of worker: WorkerIdentity, on queue: QueueAddress) -> Int {
        with(queue) { $0.beats[worker] ?? 0 }
    }

    /// Tells one worker to take nothing more, or to go on.
    public func setQuiet(_ isQuiet: Bool, worker: WorkerIdentity, on queue: QueueAddress) {
        with(queue) { state in
            if isQuiet { state.quiet.insert(worker) } else { state.quiet.remove(worker) }
        }
    }

    /// See ``JobQueueDriver/settle(_:on:_:)``.
    public func settle(_ token: ClaimToken, on queue: QueueAddress, _ settlements: [Settlement]) async throws(QueueError) -> Bool {
        try shards.withLock { (shards) throws(QueueError) -> Bool in
            guard shards[queue, default: QueueState()].settle(token, settlements, now: clock()) else { return false }
            for case .forward(let job, let next) in settlements {
                try shards[QueueAddress(next, shard: queue.shard), default: QueueState()].enqueue([job], limits: nil)
            }
            return true
        }
    }

    /// See ``JobQueueDriver/handBack(_:on:)``.
    public func handBack(_ token: ClaimToken, on queue: QueueAddress) async throws(QueueError) -> Int {
        with(queue) { $0.handBack(token) }
    }

    /// See ``JobQueueDriver/promote(on:limit:)``.
    public func promote(on queue: QueueAddress, limit: Int) async throws(QueueError) -> Int {
        with(queue) { $0.promote(limit: limit, now: clock()) }
    }

    /// See ``JobQueueDriver/reap(on:limit:rules:)``.
    public func reap(on queue: QueueAddress, limit: Int, rules: ReapRules) async throws(QueueError) -> ReapReport {
        with(queue) { $0.reap(limit: limit, rules: rules, now: clock()) }
    }

    /// See ``JobQueueDriver/statistics(of:)``.
    public func statistics(of queue: QueueAddress) async throws(QueueError) -> QueueStatistics {
        with(queue) { $0.snapshot() }
    }

    /// See ``JobQueueDriver/setPaused(_:on:)``.
    public func setPaused(_ isPaused: Bool, on queue: QueueAddress) async throws(QueueError) {
        with(queue) { $0.isPaused = isPaused }
    }

    /// See ``JobQueueDriver/deadJobs(on:limit:)``.
    public func deadJobs(on queue: QueueAddress, limit: Int) async throws(QueueError) -> [DeadJob] {
        with(queue) { Array($0.dead.prefix(limit)) }
    }

    /// Looks every few milliseconds; good enough where there is no server to block on.
    public func makeWaiter(for queue: QueueAddress) -> any JobWaiter {
        InMemoryJobWaiter(hasWork: { self.with(queue) { !$0.ring.isEmpty || !$0.redelivery.isEmpty } })
    }

    /// One life, as long as the object exists.
    public func contact() -> ServerContact {
        ServerContact(serverLife: life)
    }

    private func with<R: Sendable>(_ queue: QueueAddress, _ body: (inout QueueState) -> R) -> R {
        shards.withLock { body(&$0[queue, default: QueueState()]) }
    }
}
