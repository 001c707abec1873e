import Foundation
import JobQueue
import TestSupport
import Testing

/// What must be true when the load is over and the queues are empty.
struct Verdict: Sendable {
    let installation: Installation
    let world: TestWorld

    /// Waits until no queue holds a job and no submission is in the inbox.
    func drained(within limit: Duration = .seconds(90)) async throws {
        let isDrained = try await eventually(within: limit) {
            var live = 0
            for queue in ProcessKind.workers.compactMap(\.queue) { live += try await installation.queue.statistics(of: queue).live }
            guard live == 0 else { return false }
            return try await installation.number("SELECT count(*) FROM inbox") == 0
        }
        #expect(isDrained, "queues and inbox are drained")
    }

    /// Every acknowledged submission is decided, its effect is there once, and nothing is left behind.
    func everythingIsDecidedOnce(_ ledger: Ledger) async throws {
        let acknowledged = Set(ledger.entries.map(\.eventID))
        #expect(acknowledged.count == ledger.entries.count, "receipts name distinct submissions")
        let tally = try await tally(ledger)
        #expect(tally.lost.isEmpty, "no acknowledged submission is lost")
        #expect(tally.parked == 0, "no healthy job is parked")
        #expect(tally.doubled == 0, "each effect is there once: \(tally.doubts)")
        #expect(try await installation.fsck() == [], "nothing is left behind in the queues")
    }

    /// What became of everything that was acknowledged.
    func tally(_ ledger: Ledger) async throws -> Tally {
        try await Tally(of: ledger, in: installation)
    }

    /// What the API shows is what SQL computes from the events.
    func ranksEqualSQL(_ player: PlayerSession) async throws {
        for board in world.boards {
            let shown = try await shownRows(player, board)
            let expected = try await RankOracle(postgres: installation.postgres).rows(of: board)
            #expect(shown == expected, "\(board.type) \(board.keep) \(board.direction)")
        }
    }

    private func shownRows(_ player: PlayerSession, _ board: TestWorld.Board) async throws -> [RankedLine] {
        var lines: [RankedLine] = []
        var cursor = ""
        repeat {
            let suffix = cursor.isEmpty ? "" : "&cursor=" + (cursor.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
            let page = try await player.get("/client/scores?board_id=\(board.id)&limit=100\(suffix)")
            #expect(page.status == 200)
            lines += try RankedLine.lines(page)
            cursor = RankedLine.nextCursor(page)
        } while !cursor.isEmpty
        return lines
    }
}
