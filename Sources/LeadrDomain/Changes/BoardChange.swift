/// A partial change of a board (`contract/scoring.md §2.1`, `§2.3`); account, game and slug never change.
public struct BoardChange: Hashable, Sendable {
    /// Name.
    public var name = Patch<String>.keep
    /// Globally unique code.
    public var shortCode = Patch<String>.keep
    /// Free text.
    public var description = Patch<String?>.keep
    /// Name of an icon.
    public var icon = Patch<String?>.keep
    /// Label of the values.
    public var unit = Patch<String?>.keep
    /// Whether submissions are accepted.
    public var isActive = Patch<Bool>.keep
    /// Whether there is a public page.
    public var isPublished = Patch<Bool>.keep
    /// Whether two identities may not use one name.
    public var uniquePlayerNames = Patch<Bool>.keep
    /// Which end is the top.
    public var sortDirection = Patch<SortDirection>.keep
    /// How submissions become rows; only the present type is accepted.
    public var boardType = Patch<BoardType>.keep
    /// Which submission is shown.
    public var keepStrategy = Patch<KeepStrategy>.keep
    /// Which of two equal values ranks first.
    public var tiePolicy = Patch<TiePolicy>.keep
    /// How a RATIO board divides; boards of other types ignore it.
    public var ratio = Patch<RatioTuning?>.keep
    /// Template that made the board.
    public var createdFromTemplateID = Patch<BoardTemplateID?>.keep
    /// Name of that template.
    public var templateName = Patch<String?>.keep
    /// Submissions are accepted from here on.
    public var startsAt = Patch<Timestamp?>.keep
    /// Submissions are accepted up to here.
    public var endsAt = Patch<Timestamp?>.keep
    /// Free labels.
    public var tags = Patch<[String]>.keep
    /// Deletes the board; everything else is then ignored.
    public var deletes = false

    /// A change of nothing.
    public init() {}
}
