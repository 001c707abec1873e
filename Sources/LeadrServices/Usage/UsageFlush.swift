import LeadrDomain
import LeadrState
import LeadrStore

/// Moves usage counters from Redis to PostgreSQL, each exactly once: they are set aside under an id, recorded together with the id, then forgotten. Killed
/// between any two steps it finds them aside, and PostgreSQL knows whether they are recorded.
public struct UsageFlush: Sendable {
    private let counters: UsageCounters
    private let store: UsageStore

    /// A flush.
    public init(counters: UsageCounters, store: UsageStore) {
        self.counters = counters
        self.store = store
    }

    /// Moves what a former flush left, then what was counted since.
    ///
    /// - Throws: `RedisError`, `PostgresError`; what was not moved is moved the next time.
    public func run() async throws {
        for _ in 0..<2 {
            guard let batch = try await counters.take() else { return }
            try await store.record(batch)
            try await counters.done(batch.id)
        }
    }
}
