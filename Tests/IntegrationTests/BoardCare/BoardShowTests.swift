import ByteJSON
import Foundation
import LeadrDomain
import LeadrJobs
import LeadrServices
import LeadrState
import LeadrStore
import Postgres
import Testing

@Suite struct BoardShowTests {
    @Test func `a board is shown with its rows, its events and its index, by id and by code`() async throws {
        try await BoardCareBench.run { bench in
            let board = try await bench.world.board()
            let players = [try await bench.world.identity(), try await bench.world.identity(), try await bench.world.identity()]
            let jobs = players.enumerated().map { bench.world.job(board, $1, 5, at: Int64($0)) }
            var rejected = bench.world.job(board, players[0], 9, at: 10)
            rejected.verdict = AntiCheatVerdict(
                action: .reject,
                flagType: .rateLimit,
                confidence: .high,
                reason: "too many",
                metadata: nil,
                submissionCount: 2,
                lastSubmissionAt: rejected.acceptedAt,
                lastScoreValue: 9
            )
            try await bench.rank(jobs + [rejected, bench.world.job(board, players[0], 1, at: 11, isTest: true)])
            try await bench.flag(jobs[2].eventID, .removed)
            try await bench.perform(.recomputeState(board: board, identity: players[2], isTest: false))
            let missing = try await bench.care.show(.id(board))
            #expect(missing.index.liveGeneration == nil && missing.answers[.production] == .notReady(.missing))
            try await bench.buildIndex(board)
            try await bench.world.execute("UPDATE boards SET short_code = 'ABC234' WHERE id = $1", [board])
            let reference = try #require(BoardReference("abc234"))
            let picture = try await bench.care.show(reference)
            #expect(picture.view.board.id == board && picture.pendingAge == nil)
            let production = picture.figures.production
            #expect(production.ranked == 2 && production.unranked == 0 && production.hidden == 1)
            #expect(production.accepted == 3 && production.rejected == 1 && production.flagged == 1)
            #expect(picture.figures.test.ranked == 1 && picture.figures.test.accepted == 1)
            #expect(picture.index.liveGeneration != nil)
            #expect(picture.answers == [.production: .ready(rows: 2), .test: .ready(rows: 1)])
            let document = picture.jsonDescription().object
            #expect(document?["short_code"] == "ABC234")
            #expect(document?["pools"]?.object?["production"]?.object?["rows"]?.object?["hidden"] == 1)
        }
    }

    @Test func `a pending order is shown with its age, from when it was asked for`() async throws {
        try await BoardCareBench.run { bench in
            let board = try await bench.world.board()
            let pending = #"{"sort_direction": "ASCENDING", "keep_strategy": "BEST", "tie_policy": "newest"}"#
            try await bench.world.execute("UPDATE boards SET pending_config = '\(pending)', updated_at = now() WHERE id = $1", [board])
            let now = SystemClock().now()
            let asked = now - .seconds(90)
            try await bench.world.execute(
                "INSERT INTO outbox (id, event_name, event_version, payload, occurred_at) VALUES ($1, 'board.ranking_changed', 1, $2, $3)",
                [UUID(), PostgresJSON(bytes: Array(#"{"board_id":"\#(board.wire)"}"#.utf8)), asked]
            )
            let picture = try await bench.care.show(.id(board), now: now)
            #expect(picture.pendingAge == .seconds(90))
            #expect(picture.view.board.pendingRanking?.sortDirection == .ascending)
        }
    }

    @Test func `a board that is not there is not found`() async throws {
        try await BoardCareBench.run { bench in
            for reference in [BoardReference.id(BoardID(UUID())), .shortCode("NOBODY")] {
                await #expect(throws: DomainError.notFound(entity: "Board")) { _ = try await bench.care.show(reference) }
            }
        }
    }
}
