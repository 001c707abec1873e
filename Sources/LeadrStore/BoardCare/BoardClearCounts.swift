/// What clearing a board removes.
public struct BoardClearCounts: Hashable, Sendable {
    /// Score events.
    public var events = 0
    /// Flags on them.
    public var flags = 0
    /// Run entries.
    public var runEntries = 0
    /// Board states.
    public var boardStates = 0
    /// Submission counters of players that have no event left.
    public var submissionMetadata = 0
    /// Submission counters that count only the events of the other pool from then on.
    public var submissionMetadataKept = 0
    /// Players who lose something.
    public var identities = 0

    /// Nothing.
    public init() {}
}
