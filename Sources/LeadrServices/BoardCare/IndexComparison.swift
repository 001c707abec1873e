import ByteJSON
import LeadrDomain
import LeadrState

/// Compares entries of a rank index with ranked rows. No I/O.
enum IndexComparison {
    /// What is wrong with an entry of a pool; nil when its row stands where the entry says.
    ///
    /// - Parameter row: The live row of the entry's id; nil when there is none.
    static func difference(of entry: RankEntry, in pool: RankPool, from row: RankedRow?) -> BoardDifference? {
        let id = ScoreID(entry.member.id)
        guard let row, row.isRanked, row.isTest == pool.isTest else {
            return BoardDifference(.indexSurplus, isTest: pool.isTest, scoreID: id, identityID: row?.identityID)
        }
        guard row.rankValue != entry.rankValue || row.member != entry.member else { return nil }
        var fields: [BoardDifference.Field] = []
        if row.rankValue != entry.rankValue {
            fields.append(BoardDifference.Field("rank_value", found: .number(entry.rankValue), expected: .number(row.rankValue)))
        }
        if row.createdAt != entry.member.createdAt {
            fields.append(BoardDifference.Field("created_at", found: .time(entry.member.createdAt), expected: .time(row.createdAt)))
        }
        return BoardDifference(.indexMisplaced, isTest: pool.isTest, scoreID: id, identityID: row.identityID, fields: fields)
    }

    /// What is wrong when a ranked row is not in the index.
    static func missing(_ row: RankedRow) -> BoardDifference {
        BoardDifference(.indexMissing, isTest: row.isTest, scoreID: ScoreID(row.id), identityID: row.identityID)
    }
}
