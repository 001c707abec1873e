import LeadrDomain

/// How far the rank indexes of one shard can be trusted.
public struct RankShardState: Sendable, Equatable {
    /// Number of the shard.
    public var shard: Int
    /// Run id of the server for which the shard was confirmed; nil when it never was.
    public var confirmedRunID: String?
    /// Time of the last apply under the confirmed run that this data set knows, by Redis's clock. What was applied later may be missing, so rows
    /// updated since then, less the longest time between commit and apply, have to be applied again before the shard is confirmed.
    /// Nil when nothing was ever applied, or all of it was lost.
    public var lastContact: Timestamp?
}
