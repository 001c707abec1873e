import ByteJSON
import NIOHTTP1
import TestSupport

extension ModelSequence {
    /// The recorded events of a board.
    func events(of board: Int) async throws -> [JSONObject] {
        try await world.api.rows("/score-events?account_id=\(world.account)&board_id=\(boards[board])")
    }

    /// Flags one of the events that are recorded so far.
    func create(_ flag: ModelFlag, on board: Int, _ pick: Int) async throws {
        let ids = try await events(of: board).compactMap { $0["id"]?.string }.sorted()
        guard !ids.isEmpty else { return }
        let event = ids[pick % ids.count]
        var body = flag.body
        body["score_event_id"] = .string(event)
        let answer = try await world.api.administer("/score-flags", .POST, .object(body))
        let isRight =
            answer.status == 201 && answer["score_event_id"]?.string == event && answer["status"]?.string == flag.status ?? "removed"
            && answer["flag_type"]?.string == flag.type ?? "manual" && answer["confidence"]?.string == flag.confidence ?? "medium"
        guard isRight else { throw SystemTestError("POST /score-flags \(body): \(answer.status) \(answer.body)") }
        record.add(ModelRecord.Flag(id: try answer.text("id"), eventID: event, status: flag.status ?? "removed"))
    }

    /// Reviews one of the live flags.
    func perform(_ review: ModelReview, _ pick: Int) async throws {
        guard var flag = record.takeFlag(pick) else { return }
        let answer = try await world.api.administer("/score-flags/\(flag.id)", .PATCH, review.body)
        switch review {
        case .status(let status): flag.status = status
        case .notes: break
        case .delete: flag.isDeleted = true
        }
        guard answer.status == 200, answer["status"]?.string == flag.status else {
            throw SystemTestError("PATCH /score-flags \(review): \(answer.status) \(answer.body)")
        }
        record.settle(flag)
    }

    /// Changes how a board ranks; while an earlier change is still to come into force, the board may refuse another one.
    func perform(_ change: ModelChange, of board: Int) async throws {
        guard record.beginChange(of: board) else { return }
        let (path, body) = ("/boards/\(boards[board])", change.body(sources: Array(boards.dropLast())))
        var answer = try await world.api.administer(path, .PATCH, body)
        _ = try await eventually(within: .seconds(30)) {
            if answer.status == 409 { answer = try await world.api.administer(path, .PATCH, body) }
            return answer.status != 409
        }
        guard answer.status == 200 else { throw SystemTestError("PATCH \(path) \(change): \(answer.status) \(answer.body)") }
        record.endChange(of: board, change)
        guard try isConsistent(answer, board) else { throw SystemTestError("PATCH \(path) \(change) shows \(answer.body)") }
    }

    /// A board shows either how it ranks for good, or that it does not yet.
    private func isConsistent(_ answer: GameAPI.Answer, _ board: Int) throws -> Bool {
        answer["pending_ranking"] != nil || record.boards[board].isShown(by: answer)
    }
}
