import Foundation
import LeadrDomain

/// One attempt to put a board's pending ranking into force.
public struct RankingRun: Sendable {
    /// Tells the staged rows of attempts apart.
    public let id: UUID
    /// The board as it was when the attempt began; its pending ranking is what it is to have.
    public let board: Board
    /// The ranking it is to have.
    public let wanted: BoardRanking
    /// What that does to its rows.
    let rewrite: RankingRewrite

    init?(id: UUID, board: Board) {
        guard let wanted = board.pendingRanking else { return nil }
        self.id = id
        self.board = board
        self.wanted = wanted
        rewrite = RankingRewrite(board, to: wanted)
    }

    /// How the rows will stand in the rank index.
    public var layout: RankLayout { RankLayout(version: board.rankingVersion + 1, ties: wanted.tiePolicy) }

    /// The table of the board's rows.
    var table: RankedTable { RankedTable(board.boardType) }
}

/// A row as it will be, computed by a pass of a run.
public struct StagedRow: Hashable, Sendable {
    /// Id of the row.
    public let id: UUID
    /// Pool of the row.
    public let isTest: Bool
    /// Version of the row that it was computed from.
    public let version: Int64
    /// Creation time of the row.
    public let createdAt: Timestamp
    /// Creation time that an earlier pass found.
    public let formerCreatedAt: Timestamp?
    /// Value in rank direction; nil for a row that is not ranked.
    public let rankValue: Double?
}
