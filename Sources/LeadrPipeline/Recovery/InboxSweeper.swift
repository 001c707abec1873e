import LeadrDomain
import LeadrJobs
import LeadrServices
import LeadrState
import LeadrStore
import Logging
import Metrics

/// Pushes what is in the inbox and not in Redis (`design.md §2`, durability): submissions whose push failed, or whose process died before it, and all
/// of them after Redis lost its data.
public struct InboxSweeper: Sendable {
    /// How it sweeps.
    public struct Options: Sendable {
        /// Only submissions accepted that long ago; younger ones may be on their way, or pushed and not marked yet.
        public var age: Duration = .seconds(10)
        /// Rows read and pushed at once.
        public var batch = 1000
        /// Rows of one sweep.
        public var limit = 50_000
        /// How long pushes must have stood before they are marked (``LeadrServices/PushMarker``).
        public var settlingTime: Duration = PushMarker.settlingTime

        /// The defaults.
        public init() {}
    }

    private let recovery: RedisRecovery
    private let store: InboxStore
    private let epochs: EpochKeys
    private let pending: PendingSubmissions
    private let queue: SubmissionQueue
    private let options: Options
    private let clock: any Clock
    private let logger: Logger

    /// A sweeper.
    ///
    /// - Parameters:
    ///   - recovery: Looks after Redis's epoch.
    ///   - store: The inbox.
    ///   - epochs: The epoch as Redis holds it.
    ///   - pending: Marks of pending submissions.
    ///   - queue: The first queue of the pipeline.
    ///   - options: How it sweeps.
    ///   - clock: Tells the age of submissions.
    ///   - logger: Told of what was swept.
    public init(
        recovery: RedisRecovery,
        store: InboxStore,
        epochs: EpochKeys,
        pending: PendingSubmissions,
        queue: SubmissionQueue,
        options: Options = Options(),
        clock: any Clock = SystemClock(),
        logger: Logger
    ) {
        self.recovery = recovery
        self.store = store
        self.epochs = epochs
        self.pending = pending
        self.queue = queue
        self.options = options
        self.clock = clock
        self.logger = logger
    }

    /// Recovers Redis if it lost its data, then pushes what is not known to be there. Several may sweep at once; a submission is then pushed twice, which
    /// is harmless.
    ///
    /// - Returns: Number of submissions pushed.
    /// - Throws: `PostgresError`, `RedisError` or `QueueError`; what was pushed and not marked is pushed again.
    @discardableResult
    public func sweep() async throws -> Int {
        let epoch = try await recovery.ensure().epoch
        let forgotten = try await forget(before: epoch.number) + forgetLost()
        var total = 0
        while true {
            let pushed = try await push(epoch)
            total += pushed
            if pushed < options.limit { break }
        }
        guard total > 0 || forgotten > 0 else { return 0 }
        Counter(label: "inbox_swept_total").increment(by: total)
        logger.notice("Pushed submissions from the inbox", metadata: ["pushed": "\(total)", "forgotten": "\(forgotten)"])
        return total
    }

    /// Removes rows of submissions that are decided, from a part of the inbox.
    ///
    /// - Parameter place: Where to go on; nil from the start.
    /// - Returns: Where to go on the next time.
    /// - Throws: `PostgresError`.
    public func removeDecided(after place: ScoreEventID?, limit: Int = 5000) async throws -> ScoreEventID? {
        let (removed, next) = try await store.removeDecided(after: place, before: clock.now() - .seconds(60), limit: limit)
        if removed > 0 { logger.notice("Removed decided submissions from the inbox", metadata: ["rows": "\(removed)"]) }
        return next
    }

    /// A server that was restarted or replaced still tells the epoch, and may have lost the last pushes of its former life. Pushing them twice is
    /// harmless, so all that is not ranked yet is pushed again.
    private func forgetLost() async throws -> Int {
        guard let present = queue.serverLife else { return 0 }
        let former = try await epochs.life()
        guard former != present else { return 0 }
        let forgotten = former == nil ? 0 : try await forget(before: .max)
        try await epochs.setLife(present)
        return forgotten
    }

    private func forget(before epoch: Int64) async throws -> Int {
        var total = 0
        while true {
            let forgotten = try await store.forgetPushes(before: epoch)
            total += forgotten
            // Rows that are being deleted or marked at the moment are passed over; the next sweep sees what became of them.
            if forgotten == 0 { return total }
        }
    }

    private func push(_ epoch: RedisEpoch) async throws -> Int {
        let time = clock.now() - options.age
        let life = queue.serverLife
        var pushed: [ScoreEventID] = []
        var failure: (any Error)?
        do { try await push(before: time, into: &pushed) } catch { failure = error }
        // Also after a failure: what was pushed must not be pushed by every sweep until one gets through.
        if !pushed.isEmpty {
            try await Task.sleep(for: options.settlingTime)
            try await settle(pushed, epoch, life)
        }
        if let failure { throw failure }
        return pushed.count
    }

    private func push(before time: Timestamp, into pushed: inout [ScoreEventID]) async throws {
        var place: InboxPlace?
        while pushed.count < options.limit {
            let entries = try await store.unpushed(before: time, after: place, limit: options.batch)
            try await pending.set(entries.compactMap(Self.mark))
            try await queue.push(entries)
            pushed += entries.map(\.eventID)
            place = entries.last?.place
            if entries.count < options.batch { return }
        }
    }

    /// Marks what was pushed, if it stood: the data is still that of the epoch, and the server the one it was pushed to.
    private func settle(_ pushed: [ScoreEventID], _ epoch: RedisEpoch, _ life: String?) async throws {
        guard try await epochs.complete() == epoch, queue.serverLife == life else { throw SweepError.redisChanged }
        for start in stride(from: 0, to: pushed.count, by: 5000) {
            try await store.markPushed(Array(pushed[start..<min(start + 5000, pushed.count)]), epoch: epoch.number)
        }
    }

    private static func mark(_ entry: InboxEntry) -> (event: ScoreEventID, owner: PendingSubmission)? {
        entry.job.map { (entry.eventID, PendingSubmission($0)) }
    }
}

/// Why a sweep ended early.
public enum SweepError: Error, Sendable, CustomStringConvertible {
    /// Redis was restarted or replaced while submissions were pushed; the next sweep pushes them again.
    case redisChanged

    /// For logs.
    public var description: String { "Redis was restarted or replaced during a sweep" }
}
