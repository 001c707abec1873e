/// What a list of boards is narrowed to (`contract/scoring.md §2.4`); everything given must hold.
public struct BoardFilter: Hashable, Sendable {
    /// Account of the boards.
    public var accountID: AccountID?
    /// Game of the boards.
    public var gameID: GameID?
    /// Exact slug.
    public var slug: String?
    /// Exact short code, upper case.
    public var shortCode: String?
    /// Whether submissions are accepted.
    public var isActive: Bool?
    /// Whether there is a public page.
    public var isPublished: Bool?
    /// Starts at this time or before; boards without a start are left out.
    public var startsBefore: Timestamp?
    /// Starts at this time or after.
    public var startsAfter: Timestamp?
    /// Ends at this time or before; boards without an end are left out.
    public var endsBefore: Timestamp?
    /// Ends at this time or after.
    public var endsAfter: Timestamp?

    /// No filter.
    public init() {}
}
