import Foundation
import Synchronization

/// Plays the demo: players in parallel, each submitting one score after the other through the public API, until all are decided.
struct DemoRun: Sendable {
    let client: DemoClient
    let world: DemoWorld
    let players: Int
    let runsPerPlayer: Int
    let seed: UInt64
    private static let parallel = 16

    func play() async throws -> DemoPlayer {
        let started = ContinuousClock.now
        let bar = ProgressBar("Playing", total: players * runsPerPlayer)
        let played = try await concurrently(0..<players) { number in
            let player = try await DemoPlayer(number: number, client: client, world: world)
            return (player, try await player.play(runsPerPlayer, seed: seed) { bar.advance() })
        }
        try await awaitDecisions(played)
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        write("\(players * runsPerPlayer) submissions played and ranked in \(String(format: "%.1f", seconds)) s\n")
        guard let first = played.first?.0 else { throw DemoError("a demo needs players") }
        return first
    }

    private func awaitDecisions(_ played: [(DemoPlayer, [String])]) async throws {
        let bar = ProgressBar("Ranking", total: played.reduce(0) { $0 + $1.1.count })
        _ = try await concurrently(played.indices) { index in
            let (player, submissions) = played[index]
            for submission in submissions {
                try await decided(player, submission)
                bar.advance()
            }
        }
    }

    private func decided(_ player: DemoPlayer, _ submission: String) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            switch try await player.status(submission) {
            case "accepted": return
            case "rejected": throw DemoError("\(submission) was rejected")
            default: try await Task.sleep(for: .milliseconds(50))
            }
        }
        throw DemoError("\(submission) was not decided within 60 s; are all workers running?")
    }

    private func concurrently<R: Sendable>(_ range: Range<Int>, _ body: @escaping @Sendable (Int) async throws -> R) async throws -> [R] {
        try await withThrowingTaskGroup(of: R.self) { group in
            var results: [R] = []
            for (index, number) in range.enumerated() {
                if index >= Self.parallel, let result = try await group.next() { results.append(result) }
                group.addTask { try await body(number) }
            }
            for try await result in group { results.append(result) }
            return results
        }
    }

    private func write(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }
}
