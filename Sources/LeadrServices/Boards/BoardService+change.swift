import LeadrDomain
import LeadrState
import LeadrStore
import Postgres

extension BoardService {
    /// Changes a board, or deletes it and answers with what it was (`contract/scoring.md §2.3`).
    ///
    /// - Throws: ``DomainError`` 403, 404, 400 or 409; `PostgresError`.
    public func change(_ id: BoardID, _ change: BoardChange, by principal: AdminPrincipal) async throws -> BoardView {
        _ = try await get(id, by: principal)
        let now = clock.now()
        let changed = try await boards.locking(id) { locked in
            if change.deletes {
                try await locked.delete(at: now)
                return locked.view
            }
            return try await Self.store(change, in: locked, at: now)
        }
        guard let changed else { throw DomainError.notFound(entity: "Board") }
        await announcer.announce(.board, [id.uuid])
        return changed
    }

    private static func store(_ change: BoardChange, in locked: LockedBoard, at now: Timestamp) async throws -> BoardView {
        let wanted = try change.applied(to: locked.view)
        let settings = RankedSetting.changed(from: locked.view, to: wanted)
        if !settings.isEmpty { try RankedSetting.check(settings, hasScores: await locked.hasScores()) }
        do {
            return try await locked.store(wanted, at: now)
        } catch {
            throw refusal(of: wanted.board, error)
        }
    }

    /// What the database's refusal of a change means to the client.
    private static func refusal(of board: Board, _ error: PostgresError) -> any Error {
        switch error.constraint {
        case "uq_board_short_code": shortCodeTaken
        case "ix_board_slug_unique_when_active": DomainError.conflict(slugTakenText(board.slug))
        default: error
        }
    }
}
