import LeadrDomain
import LeadrState
import LeadrStore
import Logging
import Metrics

/// Notices that Redis lost its data, and brings it back (`design.md §2`, durability; §4).
///
/// ```
/// Redis: announce E+1  ─▶  PostgreSQL: E becomes E+1  ─▶  restore  ─▶  Redis: E+1 complete, where it is still announced
/// ```
/// From the second step on no push of an earlier epoch counts, so everything in the inbox is pushed again. Whatever goes wrong on the way, a crash, a
/// second loss, another process doing the same: Redis ends up without the epoch that PostgreSQL remembers, and the recovery starts over.
public struct RedisRecovery: Sendable {
    /// Tries against other processes that recover at the same time.
    private static let maximumAttempts = 5

    private let remembered: RedisEpochStore
    private let held: EpochKeys
    private let restoration: RedisRestoration
    private let logger: Logger

    /// A recovery.
    ///
    /// - Parameters:
    ///   - remembered: The epoch in PostgreSQL.
    ///   - held: The epoch in Redis.
    ///   - restoration: What is brought back.
    ///   - logger: Told of losses.
    public init(remembered: RedisEpochStore, held: EpochKeys, restoration: RedisRestoration, logger: Logger) {
        self.remembered = remembered
        self.held = held
        self.restoration = restoration
        self.logger = logger
    }

    /// How a look at Redis ended.
    public struct Outcome: Sendable, Equatable {
        /// The present epoch; pushes from now on count for it.
        public var epoch: RedisEpoch
        /// Whether Redis had lost its data and was filled anew.
        public var wasLost: Bool
        /// What was restored; nothing where nothing was lost and nothing was asked for.
        public var restored: RestorationReport
    }

    /// Makes sure that Redis holds the present epoch; recovers it if not.
    ///
    /// - Throws: `PostgresError`, `RedisError` or `QueueError`; ``RecoveryError/contended``.
    public func ensure() async throws -> Outcome {
        for _ in 0..<Self.maximumAttempts {
            switch EpochDecision(remembered: try await remembered.current(), held: try await held.complete()) {
            case .intact(let epoch):
                return Outcome(epoch: epoch, wasLost: false, restored: RestorationReport())
            case .adopt:
                if let outcome = try await begin(after: nil, restoring: nil) { return outcome }
            case .lost(let former):
                if let outcome = try await recover(from: former) { return outcome }
            }
        }
        throw RecoveryError.contended
    }

    /// Restores on demand: everything if Redis lost its data, or is said to have; otherwise what is found missing.
    ///
    /// - Parameter isLost: Whether Redis's data counts as lost although the epoch is there, as after a restore from an old copy.
    /// - Throws: As ``ensure()``.
    public func rebuild(isLost: Bool) async throws -> Outcome {
        if isLost, let former = try await remembered.current(), let outcome = try await recover(from: former) { return outcome }
        var outcome = try await ensure()
        if !outcome.wasLost { outcome.restored = try await restoration.restore(.missing) }
        return outcome
    }

    private func recover(from former: RedisEpoch) async throws -> Outcome? {
        logger.error("Redis does not hold the data it should; restoring it from PostgreSQL", metadata: ["epoch": "\(former.number)"])
        guard let outcome = try await begin(after: former, restoring: .everything) else { return nil }
        Counter(label: "redis_data_losses_total").increment()
        logger.notice(
            "Restored Redis from PostgreSQL",
            metadata: [
                "epoch": "\(outcome.epoch.number)", "indexes": "\(outcome.restored.indexes)", "windows": "\(outcome.restored.windows)",
                "events": "\(outcome.restored.events)", "dead": "\(outcome.restored.deadMarks)",
            ]
        )
        return outcome
    }

    /// Begins an epoch; nil when another process came between, or Redis lost its data meanwhile.
    private func begin(after former: RedisEpoch?, restoring scope: RedisRestoration.Scope?) async throws -> Outcome? {
        let epoch = RedisEpoch(after: former)
        try await held.announce(epoch)
        guard try await remembered.replace(former, with: epoch) else { return nil }
        var report = RestorationReport()
        if let scope { report = try await restoration.restore(scope) }
        guard try await held.confirm(epoch) else { return nil }
        return Outcome(epoch: epoch, wasLost: former != nil, restored: report)
    }
}

/// Why a recovery gave up.
public enum RecoveryError: Error, Sendable, CustomStringConvertible {
    /// Other processes began an epoch each time; the next run finds theirs.
    case contended

    /// For logs.
    public var description: String { "other processes recover Redis at the same time" }
}
