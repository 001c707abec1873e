import LeadrDomain

/// A generation of a board's index that is being built. Obtained from `RankIndex.beginRebuild(of:layout:)`.
public struct RankRebuild: Sendable, Equatable {
    /// The board.
    public let boardID: BoardID
    /// The generation's number.
    public let generation: Int64
    /// Layout of its rows.
    public let layout: RankLayout
    /// Run id of the server the rebuild began on; a restart in between voids it.
    let runID: String
}

/// Why a rebuild cannot go on.
public enum RankRebuildError: Error, Sendable, Equatable {
    /// Another rebuild of the board is at work, this one was given up, or the server was restarted.
    case superseded
}
