/// What the epochs in PostgreSQL and in Redis say about Redis's data.
public enum EpochDecision: Hashable, Sendable {
    /// Nothing was remembered so far: an installation that is new, or was updated to this version. Nothing is known to be lost.
    case adopt
    /// Redis holds what PostgreSQL counts on.
    case intact(RedisEpoch)
    /// Redis lost its data, or a recovery did not end; the epoch that is over.
    case lost(RedisEpoch)

    /// Decides.
    ///
    /// - Parameters:
    ///   - remembered: The epoch in PostgreSQL; nil when there is none.
    ///   - held: The complete epoch that every shard of Redis holds; nil when one holds none or another.
    public init(remembered: RedisEpoch?, held: RedisEpoch?) {
        guard let remembered else {
            self = .adopt
            return
        }
        self = held == remembered ? .intact(remembered) : .lost(remembered)
    }
}
