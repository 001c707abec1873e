/// What was brought back to Redis.
public struct RestorationReport: Sendable, Equatable {
    /// Anti-cheat windows written; those that were complete are not counted.
    public var windows = 0
    /// Marks of dead submissions, whose status is pending until an operator decides.
    public var deadMarks = 0
    /// Boards whose rank index is built anew.
    public var indexes = 0
    /// Boards whose pending order or keep strategy is put into force anew.
    public var configurations = 0
    /// Outbox events that are sent again.
    public var events = 0

    /// Nothing so far.
    public init() {}
}
