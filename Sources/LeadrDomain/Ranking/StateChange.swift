/// What folding events into a row did to it.
public struct StateChange: Hashable, Sendable {
    /// How much of the row changed.
    public enum Kind: Hashable, Sendable {
        /// There was no row.
        case created
        /// The row was deleted and lives again.
        case revived
        /// Value and shown fields changed.
        case replaced
        /// Only the count of events or the creation time changed.
        case counted
    }

    /// How much of the row changed.
    public let kind: Kind
    /// The row as it must be written.
    public let state: BoardState
}
