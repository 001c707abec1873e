import LeadrDomain

/// Whether a name is free, and where it is not (`contract/scoring.md §5.7`).
public struct PlayerNameCheck: Hashable, Sendable {
    /// The name as it was sent.
    public let name: String
    /// Boards on which another player has it.
    public let conflicts: [PlayerNameConflict]

    /// The form in which names are compared.
    public var normalisedName: String { PlayerName.normalised(name) }
    /// Whether no board has it.
    public var isAvailable: Bool { conflicts.isEmpty }
}
