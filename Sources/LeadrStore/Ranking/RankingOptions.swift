/// How the ranking transaction runs.
public struct RankingOptions: Sendable {
    /// Whether submissions are also in the inbox, as with `INGEST_DURABILITY=postgres`, and have to be taken out of it. Default false.
    public var usesInbox = false
    /// How often a transaction that lost against another one is run in all. Default 10.
    public var maximumAttempts = 10

    /// The defaults.
    public init() {}
}
