import NIOHTTP1
import TestSupport

/// Forty players who submit at a steady pace and wait for nothing but the receipt.
struct Load: Sendable {
    let world: TestWorld
    let ledger: Ledger
    var sessions = 40
    /// Pause between two submissions of one player.
    var pace: Duration = .milliseconds(400)
    /// Answers besides 202 and 503 that this fault may cause. They are noted as refusals.
    var tolerated: Set<Int> = []
    /// Address of every player, as a proxy would tell it.
    var address: String?

    /// Plays until `isOver` says so; 503 and requests without an answer are noted and tried no further, anything else but 202 fails.
    func play(until isOver: @escaping @Sendable () -> Bool) async throws {
        var players: [PlayerSession] = []
        for _ in 0..<sessions { players.append(try await world.api.startSession(game: world.game)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, player) in players.enumerated() {
                group.addTask { try await play(player, number, until: isOver) }
            }
            try await group.waitForAll()
        }
    }

    private func play(_ player: PlayerSession, _ number: Int, until isOver: @Sendable () -> Bool) async throws {
        var turn = number
        while !isOver() {
            let next = ContinuousClock.now + pace
            let board = world.boards[turn % world.boards.count]
            let value = Double((turn &* 7919 + number &* 104_729) % 1000)
            let asked = ContinuousClock.now
            if let answer = try? await player.submit(value, to: board.id, name: "Player \(number)", prefer: "respond-async", address: address) {
                try note(answer, board, value)
            } else {
                try Task.checkCancellation()
                ledger.addUnanswered()
            }
            ledger.noteWait(ContinuousClock.now - asked)
            turn += 1
            // The pace of the load itself, not a wait for a result.
            try await Task.sleep(until: next)
        }
    }

    private func note(_ answer: GameAPI.Answer, _ board: TestWorld.Board, _ value: Double) throws {
        switch answer.status {
        case 202: ledger.add(Ledger.Entry(eventID: try answer.text("submission_id"), boardID: board.id, value: value))
        case 503: ledger.addRefusal(hasRetryAfter: answer.headers["Retry-After"].first != nil)
        case let status where tolerated.contains(status): ledger.addRefusal()
        default: throw SystemTestError("a submission was answered \(answer.status): \(answer.body)")
        }
    }
}
