import Foundation
import LeadrDomain

/// Maps a board to the shard that holds its queue entries, its rank index and its anti-cheat state.
///
/// The hash is part of the stored data: a process with another number of shards, or another hash, would look in the wrong place (`design.md §3`).
public struct ShardMap: Sendable, Equatable {
    /// Number of shards, `QUEUE_SHARDS`; at least one.
    public let count: Int

    /// A map over `count` shards; a count below one is taken as one.
    public init(count: Int) {
        self.count = max(1, count)
    }

    /// The shard of a board, from 0 to `count - 1`: FNV-1a over the 16 bytes of the id, finished with a mixing step, modulo the number of shards.
    public func shard(of board: BoardID) -> Int { shard(of: board.uuid) }

    /// The shard of a mail or of a delivery to a webhook, by the same rule.
    public func shard(ofDelivery id: UUID) -> Int { shard(of: id) }

    private func shard(of id: UUID) -> Int {
        guard count > 1 else { return 0 }
        return Int(StableHash.mix(StableHash.fnv1a(id)) % UInt64(count))
    }
}
