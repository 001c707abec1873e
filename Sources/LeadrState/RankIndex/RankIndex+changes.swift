import LeadrDomain
import Redis

extension RankIndex {
    /// Applies the rows of a committed transaction, each in the layout its board had. A row without a layout is of a board that does not exist.
    ///
    /// - Throws: `RedisError`; applying everything again is safe.
    public func apply(_ changes: RankedRowChanges) async throws(RedisError) {
        try await apply(
            changes.rows.compactMap { row in
                changes.layouts[row.boardID].map { RankChange(row, layout: $0, formerCreatedAt: changes.formerCreationTimes[row.id]) }
            }
        )
    }
}
