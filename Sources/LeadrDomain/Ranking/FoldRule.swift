/// Which of a player's events a ranked row shows (`contract/scoring.md §5.3`).
public enum FoldRule: Hashable, Sendable {
    /// The earliest event.
    case first
    /// The event with the best value in board direction; among equal ones the earliest.
    case best
    /// The latest event.
    case latest
    /// The sum of all events, with the other fields of the latest.
    case counter
}
