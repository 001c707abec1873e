/// What the connections of a pool are doing at one moment.
public struct PostgresPoolStatistics: Sendable, Equatable {
    /// Open and unused.
    public var idle: Int
    /// Lent out.
    public var inUse: Int
    /// Open or being opened beyond the pool's size.
    public var overflow: Int
    /// Callers that wait for a connection.
    public var waiting: Int

    /// Figures of a pool.
    public init(idle: Int, inUse: Int, overflow: Int, waiting: Int) {
        self.idle = idle
        self.inUse = inUse
        self.overflow = overflow
        self.waiting = waiting
    }
}
