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
                let recorded = [OutboxEvent.rankingChanged(id, id: ids.next(), at: now, tenant: locked.view.board.accountID)]
                try await locked.delete(recording: recorded, at: now)
                return (view: locked.view, recorded: recorded)
            }
            return try await store(change, in: locked, at: now)
        }
        guard let changed else { throw DomainError.notFound(entity: "Board") }
        await announcer.announce(.board, [id.uuid])
        await relay?.send(changed.recorded)
        return changed.view
    }

    private func store(_ change: BoardChange, in locked: LockedBoard, at now: Timestamp) async throws -> (view: BoardView, recorded: [OutboxEvent]) {
        let present = locked.view
        var wanted = try change.applied(to: present)
        let ranking = try change.ranking(of: present.board)
        if ranking != present.board.pendingRanking ?? present.board.ranking {
            wanted.board = wanted.board.aiming(at: ranking, hasScores: try await locked.hasScores())
        }
        let recorded = events(from: present, to: wanted, at: now)
        do {
            return (try await locked.store(wanted, recording: recorded, at: now), recorded)
        } catch {
            throw Self.refusal(of: wanted.board, error)
        }
    }

    /// The work of the board state workers that a change asks for, and what webhooks hear of it.
    private func events(from present: BoardView, to wanted: BoardView, at now: Timestamp) -> [OutboxEvent] {
        let board = wanted.board
        var events: [OutboxEvent] = []
        if present.board.isActive, !board.isActive {
            events.append(.board(.boardEnded, board.id, id: ids.next(), at: now, tenant: board.accountID))
        }
        if board.pendingRanking != nil, board.pendingRanking != present.board.pendingRanking {
            events.append(.rankingChanged(board.id, id: ids.next(), at: now, tenant: board.accountID))
        }
        if wanted.ratio.map(RatioTuning.init) != present.ratio.map(RatioTuning.init) {
            events.append(.ratioChanged(board.id, id: ids.next(), at: now, tenant: board.accountID))
        }
        return events
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
