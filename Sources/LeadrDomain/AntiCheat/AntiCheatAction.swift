/// What anti-cheat decided about a submission (`contract/scoring.md §6.1`).
public enum AntiCheatAction: String, Hashable, Sendable, CaseIterable {
    /// Ranked.
    case accept
    /// Ranked, and a pending flag is created.
    case flag
    /// Not ranked; the client gets 429.
    case reject
}
