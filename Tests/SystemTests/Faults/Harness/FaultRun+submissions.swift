import TestSupport
import Testing

extension FaultRun {
    /// A player of the game.
    func player() async throws -> PlayerSession {
        try await world.api.startSession(game: world.game)
    }

    /// Submits without waiting; the receipt goes into the ledger.
    @discardableResult
    func submit(_ value: Double, by player: PlayerSession, to board: TestWorld.Board) async throws -> String {
        let answer = try await player.submit(value, to: board.id, name: "Player", prefer: "respond-async")
        guard answer.status == 202 else { throw SystemTestError("a submission was answered \(answer.status): \(answer.body)") }
        let id = try answer.text("submission_id")
        ledger.add(Ledger.Entry(eventID: id, boardID: board.id, value: value))
        return id
    }

    /// Waits until a submission is accepted.
    func isAccepted(_ submission: String, of player: PlayerSession, within limit: Duration) async -> Bool {
        await eventually(within: limit) {
            let answer = try? await player.get("/client/submissions/\(submission)")
            return (try? answer?.text("status")) == "accepted"
        }
    }

    /// The board whose rows are sums, where an effect that happened twice shows.
    var counter: TestWorld.Board {
        get throws { try #require(world.boards.first { $0.type == "COUNTER" }) }
    }
}
