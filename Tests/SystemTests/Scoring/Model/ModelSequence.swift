import ByteJSON
import TestSupport

/// One sequence: boards of its own, on which it does what its plan says.
struct ModelSequence: Sendable {
    let plan: ModelPlan
    let world: ModelWorld
    let installation: Installation
    let executioner: Executioner
    let record: ModelRecord
    /// Ids of the boards of the plan.
    let boards: [String]

    /// Creates the boards.
    static func create(_ plan: ModelPlan, _ world: ModelWorld, _ installation: Installation, _ executioner: Executioner) async throws -> ModelSequence
    {
        var boards: [String] = []
        for board in plan.boards {
            let body = board.body(
                account: world.account,
                game: world.game,
                name: "Model \(plan.seed) \(boards.count)",
                hasUniqueNames: plan.hasUniqueNames,
                sources: boards
            )
            boards.append(try await world.api.create("/boards", body))
        }
        return ModelSequence(
            plan: plan,
            world: world,
            installation: installation,
            executioner: executioner,
            record: ModelRecord(plan.boards),
            boards: boards
        )
    }

    func play() async throws {
        for step in plan.steps {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for operation in step { group.addTask { try await perform(operation) } }
                try await group.waitForAll()
            }
        }
    }

    private func perform(_ operation: ModelOperation) async throws {
        switch operation {
        case .submit(let submissions):
            try await withThrowingTaskGroup(of: Void.self) { group in
                for submission in submissions { group.addTask { try await submit(submission) } }
                try await group.waitForAll()
            }
        case .redeliver(let picks): try await redeliver(picks)
        case .flag(let board, let pick, let flag): try await create(flag, on: board, pick)
        case .review(let pick, let review): try await perform(review, pick)
        case .change(let board, let change): try await perform(change, of: board)
        case .read(let board, let isTest): try await read(board, isTest: isTest)
        case .kill(let kind): try await executioner.kill(kind)
        }
    }

    /// What is shown may be old or new; it must be shown.
    private func read(_ board: Int, isTest: Bool) async throws {
        let session = world.players[plan.players[0]].session(isTest: isTest)
        for more in ["", "&around_score_value=1"] { _ = try await session.read("/client/scores?board_id=\(boards[board])&limit=5\(more)") }
    }
}

extension PlayerSession {
    /// What is there to be read. Boards without an index let only so many be read at a time and ask for patience.
    func read(_ path: String) async throws -> GameAPI.Answer {
        var answer = try await get(path)
        _ = try await eventually(within: .seconds(30)) {
            if answer.status == 503 { answer = try await get(path) }
            return answer.status != 503
        }
        guard answer.status == 200 else { throw SystemTestError("GET \(path): \(answer.status) \(answer.body)") }
        return answer
    }
}
