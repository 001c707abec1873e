import ByteJSON
import LeadrDomain
import LeadrStore

/// What computing the rows of a board anew did.
public struct RowRebuildReport: Hashable, Sendable {
    /// Players that were looked at.
    public var players = 0
    /// Rows that were not as they must be, and were written.
    public var written = 0
    /// Rows of ratio boards that were written since their sources changed.
    public var ratiosWritten = 0

    /// The report for an operator's eyes.
    public func jsonDescription() -> JSONValue {
        ["players": .count(players), "written": .count(written), "ratios_written": .count(ratiosWritten)]
    }
}

extension BoardCare {
    /// Computes every row of a board anew and brings it to the rank index, while submissions go on: from events, or from the sources of a ratio.
    ///
    /// - Parameter progress: Told how many players are done.
    /// - Throws: `PostgresError`, `RedisError`; some rows may be written then, and it can be repeated.
    public func rebuildRows(
        of view: BoardView,
        by actor: OperatorActor,
        progress: (Int) -> Void = { _ in }
    ) async throws -> RowRebuildReport {
        let board = view.board
        return try await audit.record("board.rebuild-rows", of: board.id.wire, by: actor, describe: { $0.jsonDescription() }) {
            board.boardType == .ratio ? try await rebuildRatios(of: board, progress) : try await rebuildStates(of: board, progress)
        }
    }

    private func rebuildStates(of board: Board, _ progress: (Int) -> Void) async throws -> RowRebuildReport {
        let (states, ratios) = (StateRecomputation(pool: pool), RatioRecomputation(pool: pool))
        let place = place(board)
        var report = RowRebuildReport()
        try await BoardPlayerScan(pool: pool).forEachChunk(of: [board.id]) { players in
            let keys = players.flatMap { player in [false, true].map { StateKey(boardID: board.id, identityID: player, isTest: $0) } }
            let result = try await states.recompute(keys)
            try await place.apply(result.changes)
            let dependent = try await ratios.recompute(dependingOn: result.ratioSources)
            try await place.apply(dependent.changes)
            report.players += players.count
            report.written += result.written
            report.ratiosWritten += dependent.written
            progress(report.players)
        }
        return report
    }

    private func rebuildRatios(of board: Board, _ progress: (Int) -> Void) async throws -> RowRebuildReport {
        let place = place(board)
        var report = RowRebuildReport()
        try await RatioRecomputation(pool: pool).recompute(board: board.id) { result in
            try await place.apply(result.changes)
            report.players += result.changes.rows.count
            report.written += result.written
            progress(report.players)
        }
        return report
    }
}
