/// The number of shards an installation works with.
public struct StoredShards: Sendable, Equatable {
    /// Shards in use.
    public let count: Int
    /// The number that a resize under way, or one that was interrupted, changes to.
    public let resizingTo: Int?

    /// Creates a value.
    public init(count: Int, resizingTo: Int? = nil) {
        self.count = count
        self.resizingTo = resizingTo
    }
}
