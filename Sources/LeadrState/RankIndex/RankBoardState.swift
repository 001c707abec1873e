/// What the index knows about a board as a whole.
public struct RankBoardState: Sendable, Equatable {
    /// The generation that answers; nil when there is none.
    public var liveGeneration: Int64?
    /// The generation that is being built; nil when none is.
    public var buildingGeneration: Int64?
    /// Changes with every write. Caches of pages use it as part of their key, and drop everything when the client connected anew: what Redis lost
    /// in a crash may give a version out a second time.
    public var version: Int64
}
