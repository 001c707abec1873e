import LeadrDomain
import Redis

extension RankIndex {
    /// Applies the rows of a committed transaction.
    ///
    /// - Throws: `RedisError`; applying everything again is safe.
    public func apply(_ changes: RankedRowChanges) async throws(RedisError) {
        try await apply(changes.rows.map { RankChange($0, formerCreatedAt: changes.formerCreationTimes[$0.id]) })
    }
}
