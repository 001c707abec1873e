/// What events or moderation did to a ranked row.
public struct StateChange: Hashable, Sendable {
    /// How much of the row changed.
    public enum Kind: Hashable, Sendable {
        /// There was no row.
        case created
        /// The row was deleted and lives again.
        case revived
        /// Value and shown fields changed.
        case replaced
        /// Only the count of events or the creation time changed. The latter moves the row among equal values.
        case counted
        /// No eligible event is left, the row was deleted.
        case deleted
    }

    /// How much of the row changed.
    public let kind: Kind
    /// The row as it must be written.
    public let state: BoardState
}
