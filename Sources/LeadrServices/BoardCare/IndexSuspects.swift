import Foundation
import LeadrDomain
import LeadrState

/// What did not fit between a rank index and the database when it was looked at, and has to be looked at once more. No I/O.
struct IndexSuspects: Sendable {
    /// An entry of the index.
    struct Entry: Hashable, Sendable {
        let entry: RankEntry
        let pool: RankPool

        var order: RankOrder { RankOrder(rankValue: entry.rankValue, createdAt: entry.member.createdAt, id: entry.member.id) }

        static func == (left: Self, right: Self) -> Bool { left.entry == right.entry && left.pool == right.pool }

        func hash(into hasher: inout Hasher) { hasher.combine(entry.member) }
    }

    /// Entries that no row stood behind, or one elsewhere.
    var entries: Set<Entry> = []
    /// Ids of ranked rows that the index did not have.
    var rows: Set<UUID> = []
    /// Whether the index could not answer.
    var isUnready = false

    var isEmpty: Bool { entries.isEmpty && rows.isEmpty && !isUnready }
}
