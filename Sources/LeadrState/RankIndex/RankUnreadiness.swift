/// Why the index of a board cannot answer.
public enum RankUnreadiness: String, Sendable, Equatable {
    /// There is no live generation: the board needs a rebuild.
    case missing
    /// The server was restarted or replaced, and nobody has confirmed yet that nothing is missing.
    case unconfirmed
}
