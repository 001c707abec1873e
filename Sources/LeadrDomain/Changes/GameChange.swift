/// A partial change of a game (`contract/platform.md §3.4`).
public struct GameChange: Hashable, Sendable {
    /// Display name.
    public var name = Patch<String>.keep
    /// Steam application id.
    public var steamAppID = Patch<String?>.keep
    /// A board id that is kept, not checked.
    public var defaultBoardID = Patch<BoardID?>.keep
    /// Whether submissions are checked.
    public var isAntiCheatEnabled = Patch<Bool>.keep
    /// Free text.
    public var description = Patch<String?>.keep
    /// Free labels.
    public var tags = Patch<[String]>.keep
    /// Address of the game's page.
    public var pageURL = Patch<String?>.keep
    /// Deletes the game; everything else is then ignored.
    public var deletes = false

    /// A change of nothing.
    public init() {}
}
