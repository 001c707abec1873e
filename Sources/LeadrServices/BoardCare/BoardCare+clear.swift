import ByteJSON
import LeadrDomain
import LeadrStore

/// What clearing a board removed, or would remove.
public struct BoardClearReport: Hashable, Sendable {
    /// The board.
    public var board: Board
    /// Which pools.
    public var mode: BoardClearMode
    /// Whether nothing was changed.
    public var isDryRun: Bool
    /// What was found.
    public var counts: BoardClearCounts

    /// The report for an operator's eyes.
    public func jsonDescription() -> JSONValue {
        [
            "board_id": .string(board.id.wire), "account_id": .string(board.accountID.wire), "mode": .string(mode.rawValue),
            "dry_run": .bool(isDryRun), "counts": counts.jsonDescription(),
        ]
    }
}

extension BoardClearCounts {
    /// The counts for an operator's eyes, in the order in which things are removed.
    public func jsonDescription() -> JSONValue {
        [
            "flags": .count(flags), "run_entries": .count(runEntries), "submission_metadata": .count(submissionMetadata),
            "submission_metadata_kept": .count(submissionMetadataKept), "board_states": .count(boardStates), "score_events": .count(events),
            "identities": .count(identities),
        ]
    }
}

extension BoardCare {
    /// Removes the scores of a board for good, or tells what it would remove (`contract/platform.md §8.10`).
    ///
    /// - Parameters:
    ///   - account: Whose the board must be.
    ///   - mode: Which pools.
    ///   - isDryRun: Changes nothing and leaves no record.
    /// - Throws: ``DomainError`` 404 for an unknown board, 403 for one of another account, 400 for a RATIO board; `PostgresError`, `RedisError`: then
    ///   a part may be done, and the call may be repeated.
    public func clear(
        _ reference: BoardReference,
        of account: AccountID,
        mode: BoardClearMode,
        isDryRun: Bool,
        by actor: OperatorActor
    ) async throws -> BoardClearReport {
        let board = try await find(reference).board
        guard board.accountID == account else { throw DomainError.forbidden("Board \(reference) belongs to another account") }
        guard board.boardType != .ratio else { throw DomainError.badRequest("A RATIO board follows its sources: clear those") }
        let clearing = BoardClearing(pool: pool)
        guard !isDryRun else {
            return BoardClearReport(board: board, mode: mode, isDryRun: true, counts: try await clearing.count(board.id, mode))
        }
        let parameters: JSONObject = ["account_id": .string(account.wire), "mode": .string(mode.rawValue)]
        let counts = try await audit.record("board.clear", of: board.id.wire, parameters, by: actor, describe: { $0.jsonDescription() }) {
            try await carryOut(clearing, board, mode)
        }
        return BoardClearReport(board: board, mode: mode, isDryRun: false, counts: counts)
    }

    private func carryOut(_ clearing: BoardClearing, _ board: Board, _ mode: BoardClearMode) async throws -> BoardClearCounts {
        guard let outcome = try await clearing.clear(board.id, mode) else { throw DomainError.notFound(entity: "Board") }
        // Readers are served from the database until the index is built anew; rows of the other pool get into that one with all others.
        try await place(board).clear()
        try await queueRebuild(of: board.id)
        await relay.send(outcome.recorded)
        return outcome.counts
    }
}
