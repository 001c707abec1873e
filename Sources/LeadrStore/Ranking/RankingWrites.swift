import LeadrDomain

/// Everything that the second half of the ranking transaction writes, in plain values.
struct RankingWrites: Sendable {
    /// Ranked rows that changed, by key.
    var states: [StateChange] = []
    /// Rows that were reserved and are not needed.
    var unused: [BoardStateID] = []
    /// New run entries.
    var entries: [RunEntry] = []
    /// Events inserted in the first half that must not stay: losers of a name, and submissions decided before.
    var withdrawn: [ScoreEventID] = []
    /// New rejections.
    var rejections: [(event: ScoreEvent, rejection: SubmissionRejection)] = []
    /// New events that anti-cheat flagged.
    var flags: [(eventID: ScoreEventID, verdict: AntiCheatVerdict)] = []
    /// New events that anti-cheat looked at, by identity and board.
    var evaluations: [SubmissionEvaluation] = []
    /// Display names to set, one per identity.
    var displayNames: [DisplayNameChange] = []
    /// Keys whose change a ratio board must hear of.
    var ratioSources: [StateKey] = []
    /// What webhooks are to be told.
    var news = RankingNews()
    /// Run entries of events known before, whose rows must be read.
    var knownEntries: [RunEntryID] = []
}
