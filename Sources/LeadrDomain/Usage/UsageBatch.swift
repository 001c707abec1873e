import Foundation

/// Counters that are on their way from Redis to PostgreSQL together.
public struct UsageBatch: Hashable, Sendable {
    /// Tells the batch from all others, so that none is added twice.
    public var id: UUID
    /// What is in it.
    public var entries: [UsageEntry]

    /// Creates a batch.
    public init(id: UUID, entries: [UsageEntry]) {
        self.id = id
        self.entries = entries
    }
}
