/// Which of two equal values ranks first, and whether they share a rank (`docs/scoring.md`, "Equal values").
public enum TiePolicy: String, StoredEnum {
    /// The more recently created row; LEADR's rule and the default (`contract/scoring.md §5.5`).
    case newest
    /// The row that was there first.
    case earliest
    /// Both have the rank of the first of them, and the next value skips as many (1, 1, 3); shown in the order of ``newest``.
    case shared

    /// Name of the native PostgreSQL type, or nil for a plain text column (`contract/schema.md §1`).
    public static let databaseType: String? = nil

    /// Whether newer rows stand before older ones of equal value.
    public var isNewestFirst: Bool { self != .earliest }
}
