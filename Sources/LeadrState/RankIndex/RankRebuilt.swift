/// The result of a rebuild.
public struct RankRebuilt: Sendable, Equatable {
    /// Version of the board from now on.
    public var boardVersion: Int64
    /// Rows of the production pool, counted in the step that made the generation live.
    public var productionRows: Int
    /// Rows of the test pool, counted likewise.
    public var testRows: Int
}
