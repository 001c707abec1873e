import ByteJSON
import LeadrDomain
import LeadrState
import LeadrStore

extension BoardPicture {
    /// The board for an operator's eyes.
    public func jsonDescription() -> JSONValue {
        [
            "id": .string(view.board.id.wire), "account_id": .string(view.board.accountID.wire), "game_id": .string(view.board.gameID.wire),
            "name": .string(view.board.name), "short_code": .string(view.board.shortCode), "configuration": configuration,
            "pools": ["production": Self.pool(figures.production), "test": Self.pool(figures.test)], "rank_index": rankIndex,
        ]
    }

    private var configuration: JSONValue {
        let board = view.board
        var object: JSONObject = [
            "board_type": .string(board.boardType.wire), "sort_direction": .string(board.sortDirection.wire),
            "keep_strategy": .string(board.keepStrategy.wire), "tie_policy": .string(board.tiePolicy.wire),
            "unique_player_names": .bool(board.uniquePlayerNames), "is_active": .bool(board.isActive), "starts_at": .time(board.startsAt),
            "ends_at": .time(board.endsAt), "ranking_version": .integer(board.rankingVersion), "pending": pending,
        ]
        if let ratio = view.ratio {
            object["ratio"] = [
                "numerator_board_id": .string(ratio.numeratorBoardID.wire), "denominator_board_id": .string(ratio.denominatorBoardID.wire),
            ]
        }
        return .object(object)
    }

    private var pending: JSONValue {
        guard let pending = view.board.pendingRanking else { return .null }
        return [
            "sort_direction": .string(pending.sortDirection.wire), "keep_strategy": .string(pending.keepStrategy.wire),
            "tie_policy": .string(pending.tiePolicy.wire), "age_seconds": .seconds(pendingAge),
        ]
    }

    private var rankIndex: JSONValue {
        [
            "live_generation": index.liveGeneration.map { .integer($0) } ?? .null,
            "building_generation": index.buildingGeneration.map { .integer($0) } ?? .null, "version": .integer(index.version),
            "production": Self.answer(answers[.production]), "test": Self.answer(answers[.test]),
        ]
    }

    private static func pool(_ pool: BoardFigures.Pool) -> JSONValue {
        [
            "rows": ["ranked": .count(pool.ranked), "unranked": .count(pool.unranked), "hidden": .count(pool.hidden)],
            "events": ["accepted": .count(pool.accepted), "rejected": .count(pool.rejected), "flagged": .count(pool.flagged)],
        ]
    }

    private static func answer(_ answer: Answer?) -> JSONValue {
        switch answer {
        case .ready(let rows): ["answers": true, "rows": .count(rows), "reason": .null]
        case .notReady(let reason): ["answers": false, "rows": .null, "reason": .string(reason.rawValue)]
        case nil: .null
        }
    }
}
