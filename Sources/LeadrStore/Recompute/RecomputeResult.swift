import LeadrDomain

/// What computing rows anew did.
public struct RecomputeResult: Sendable {
    /// Rows of all keys as they are now, also those that were right already: an earlier try may have ended before they reached the index.
    public var changes: RankedRowChanges
    /// Rows that were written.
    public var written: Int
    /// Keys on which ratios depend, whether or not their rows changed.
    public var ratioSources: [StateKey]

    /// Nothing.
    public init() {
        changes = RankedRowChanges()
        written = 0
        ratioSources = []
    }

    init(changes: RankedRowChanges, written: Int, ratioSources: [StateKey] = []) {
        self.changes = changes
        self.written = written
        self.ratioSources = ratioSources
    }

    static func + (left: Self, right: Self) -> Self {
        RecomputeResult(
            changes: left.changes + right.changes,
            written: left.written + right.written,
            ratioSources: left.ratioSources + right.ratioSources
        )
    }
}
