import LeadrDomain
import Postgres

/// Reads a row with its events, their flags, the sources of a ratio and its neighbours.
public struct ScoreEvidenceReader: Sendable {
    private let pool: PostgresPool

    /// A reader on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// The evidence about a score; nil when there is no such row.
    ///
    /// - Parameter id: A board state or a run entry.
    /// - Throws: ``PostgresError``.
    public func read(_ id: ScoreID) async throws -> ScoreEvidence? {
        try await pool.transaction(.recoverySnapshot) { connection in
            guard let row = try await Self.row(id, on: connection) else { return nil }
            let ranked = row.ranked
            let heads = try await connection.pipeline([
                ScoreEvidenceSQL.board(ranked.boardID), RatioConfigRepository.selection(of: ranked.boardID),
                ScoreEvidenceSQL.events(of: row), ScoreEvidenceSQL.flags(of: row), ScoreEvidenceSQL.neighbours(of: row),
            ])
            guard let board = try heads[0].firstRow.map(BoardColumns.board) else { return nil }
            let ratio = try heads[1].firstRow.map(RatioConfigRepository.configuration)
            var evidence = ScoreEvidence(view: BoardView(board: board, ratio: ratio), row: row)
            evidence.events = try heads[2].map { try ScoreEventRepository.event($0) }.sorted { $0.order < $1.order }
            evidence.flags = Dictionary(grouping: try heads[3].map { try ScoreFlagRepository.flag($0) }, by: \.scoreEventID)
            evidence.neighbours = try Self.neighbours(heads[4])
            if let ratio { evidence.sources = try await Self.sources(ratio, of: ranked, on: connection) }
            return evidence
        }
    }

    private static func row(_ id: ScoreID, on connection: PostgresConnection) async throws(PostgresError) -> ScoreEvidence.Row? {
        let found = try await connection.pipeline([ScoreEvidenceSQL.state(id), RunEntrySQL.read([id.retyped()])])
        if let state = try found[0].firstRow.map(BoardStateSQL.decode) { return .state(state) }
        return try found[1].firstRow.map(RunEntrySQL.decode).map { .entry($0) }
    }

    private static func neighbours(_ result: PostgresResult) throws(PostgresError) -> ScoreEvidence.Neighbours {
        var neighbours = ScoreEvidence.Neighbours()
        guard let row = result.firstRow else { return neighbours }
        neighbours.better = Int(try row.decode(0, as: Int64.self))
        neighbours.equalNewer = Int(try row.decode(1, as: Int64.self))
        neighbours.equalOlder = Int(try row.decode(2, as: Int64.self))
        neighbours.equalSmaller = Int(try row.decode(3, as: Int64.self))
        return neighbours
    }

    private static func sources(
        _ ratio: BoardRatioConfig,
        of row: RankedRow,
        on connection: PostgresConnection
    ) async throws(PostgresError) -> [ScoreEvidence.Source] {
        var sources: [ScoreEvidence.Source] = []
        for board in [ratio.numeratorBoardID, ratio.denominatorBoardID] {
            let key = StateKey(boardID: board, identityID: row.identityID, isTest: row.isTest)
            let found = try await connection.pipeline([ScoreEvidenceSQL.board(board), BoardStateSQL.read([key])])
            sources.append(
                ScoreEvidence.Source(
                    boardID: board,
                    boardName: try found[0].firstRow.map(BoardColumns.board)?.name ?? "",
                    state: try found[1].firstRow.map(BoardStateSQL.decode)
                )
            )
        }
        return sources
    }
}
