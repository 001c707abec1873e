import Foundation
import LeadrDomain
import LeadrJobs
import LeadrStore
import Postgres
import TestSupport
import Testing

@Suite struct RankingTransactionTests {
    @Test func `a batch delivered again changes nothing and gives the same answers`() async throws {
        try await StoreWorld.run("rank") { world in
            let (best, sum, runs) = (try await world.board(), try await world.board(.counter), try await world.board(.runRuns))
            let players = [IdentityID(UUID()), IdentityID(UUID())]
            var jobs: [SubmissionJob] = []
            for (index, player) in players.enumerated() {
                jobs.append(world.job(best, player, Double(10 + index), at: 1))
                jobs.append(world.job(best, player, Double(5 + index), at: 2))
                jobs.append(world.job(sum, player, 2.5, at: 3, type: .counter))
                jobs.append(world.job(runs, player, Double(index), at: 4, type: .runRuns))
            }
            let first = try await world.ranking.apply(jobs)
            let again = try await world.ranking.apply(jobs + jobs)
            #expect(first.newEventCount == jobs.count)
            #expect(again.newEventCount == 0)
            #expect(first.decisions == again.decisions)
            #expect(Set(first.rows.map(\.id)) == Set(again.rows.map(\.id)))
            #expect(Set(first.rows.map(\.version)) == Set(again.rows.map(\.version)))
            #expect(try await world.state(best, players[0])?.value == 10)
            #expect(try await world.state(best, players[0])?.eventCount == 2)
            #expect(try await world.state(sum, players[1])?.value == 2.5)
            #expect(try await world.count("run_entries") == 2)
            #expect(try await world.count("score_events") == jobs.count)
        }
    }

    @Test func `a row that an import wrote counts, whatever its version`() async throws {
        try await StoreWorld.run("rank_import") { world in
            let board = try await world.board()
            let player = IdentityID(UUID())
            _ = try await world.ranking.apply([world.job(board, player, 100)])
            try await world.execute("UPDATE board_states SET version = 0")
            _ = try await world.ranking.apply([world.job(board, player, 50, at: 1)])
            let state = try await world.state(board, player)
            #expect(state?.value == 100 && state?.eventCount == 2 && state?.version == 1)
        }
    }

    @Test func `a repeated event that moved a row names the place it moved it from`() async throws {
        try await StoreWorld.run("rank_moved") { world in
            let board = try await world.board()
            let player = try await world.identity()
            let (late, early) = (world.job(board, player, 5, at: 7), world.job(board, player, 3, at: 2))
            _ = try await world.ranking.apply([late])
            let moved = try await world.ranking.apply([early]).changes.formerCreationTimes
            #expect(Array(moved.values) == [late.acceptedAt])
            #expect(try await world.ranking.apply([early]).changes.formerCreationTimes == moved)
            #expect(try await world.ranking.apply([late]).changes.formerCreationTimes.isEmpty)
        }
    }

    @Test func `what a batch leaves behind can be read back and is what it returned`() async throws {
        try await StoreWorld.run("rank") { world in
            let (best, runs) = (try await world.board(), try await world.board(.runRuns, descending: false))
            let player = IdentityID(UUID())
            let jobs = [world.job(best, player, 7, name: "Ada"), world.job(runs, player, 3, type: .runRuns, name: "Ada")]
            let result = try await world.ranking.apply(jobs)
            let rows = try await world.ranking.readCurrentRows(
                states: [StateKey(boardID: best, identityID: player, isTest: false)],
                entries: [DerivedID.runEntry(event: jobs[1].eventID)]
            )
            #expect(Set(rows.map(\.id)) == Set(result.rows.map(\.id)))
            for row in rows {
                let returned = try #require(result.rows.first { $0.id == row.id })
                #expect(row.value == returned.value && row.rankValue == returned.rankValue && row.version == returned.version)
                #expect(row.playerName == "Ada" && row.geo.country == "DE" && row.isRanked)
            }
            #expect(rows.first { $0.boardID == best }?.rankValue == -7)
            #expect(rows.first { $0.boardID == runs }?.rankValue == 3)
        }
    }

    @Test(arguments: [KeepStrategy.first, .best, .latest], [true, false])
    func `parallel workers in any order give the row that the rule gives`(keep: KeepStrategy, descending: Bool) async throws {
        try await StoreWorld.run("rank") { world in
            let board = try await world.board(keep: keep, descending: descending)
            let counter = try await world.board(.counter)
            let players = (0..<6).map { _ in IdentityID(UUID()) }
            var jobs: [SubmissionJob] = []
            for index in 0..<300 {
                let player = players[index % players.count]
                // Few values and few times, so that ties matter.
                jobs.append(world.job(board, player, Double.random(in: 0..<4).rounded(), at: Int64.random(in: 0..<20), name: "n\(index)"))
                jobs.append(world.job(counter, player, Double.random(in: -1...1), at: Int64.random(in: 0..<20), type: .counter))
            }
            try await rankInParallel(jobs, world)
            let rule: FoldRule = keep == .first ? .first : keep == .best ? .best : .latest
            for player in players {
                try await expectOracle(jobs, world, board, player, StateFold(rule: rule, isDescending: descending))
                try await expectOracle(jobs, world, counter, player, StateFold(rule: .counter, isDescending: true))
            }
        }
    }

    /// Two workers, overlapping batches in random order, some delivered twice.
    private func rankInParallel(_ jobs: [SubmissionJob], _ world: StoreWorld) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                let shuffled = jobs.shuffled()
                group.addTask {
                    for start in stride(from: 0, to: shuffled.count, by: 40) {
                        _ = try await world.ranking.apply(Array(shuffled[start..<min(start + 40, shuffled.count)]))
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func expectOracle(_ jobs: [SubmissionJob], _ world: StoreWorld, _ board: BoardID, _ player: IdentityID, _ fold: StateFold) async throws {
        let events = jobs.filter { $0.boardID == board && $0.identityID == player }.map(Self.event)
        let expected = try #require(fold.fold(events, into: nil, now: Timestamp(microseconds: 0))).state
        let stored = try #require(try await world.state(board, player))
        #expect(stored.content == expected.content)
    }

    private static func event(_ job: SubmissionJob) -> ScoreEvent {
        ScoreEvent(
            id: job.eventID,
            accountID: job.accountID,
            gameID: job.gameID,
            boardID: job.boardID,
            identityID: job.identityID,
            isTest: job.isTest,
            acceptedAt: job.acceptedAt,
            payload: ScoreEventPayload(
                kind: job.boardType == .counter ? .delta : .value,
                value: job.value,
                valueDisplay: job.valueDisplay,
                metadata: job.metadata.map { String(decoding: $0, as: UTF8.self).replacingOccurrences(of: ":", with: ": ") }.map { Array($0.utf8) }
            ),
            playerName: job.playerName,
            geo: job.geo ?? .unknown
        )
    }

    @Test func `a counter adds conflicting deltas exactly`() async throws {
        try await StoreWorld.run("rank") { world in
            let board = try await world.board(.counter)
            let player = IdentityID(UUID())
            let deltas = [1e17, 0.1, -1e17, 0.2, 1e-7]
            try await rankInParallel(deltas.map { world.job(board, player, $0, type: .counter) }, world)
            let state = try #require(try await world.state(board, player))
            #expect(state.sum?.text == "0.3000001")
            #expect(state.eventCount == deltas.count)
            let inSQL = try await world.execute("SELECT sum((event_payload->>'delta')::numeric) = (SELECT sum FROM board_states) FROM score_events")
            #expect(try inSQL.firstRow?.decode(0, as: Bool.self) == true)
        }
    }

    @Test func `both pools have a row of their own`() async throws {
        try await StoreWorld.run("rank") { world in
            let board = try await world.board()
            let player = IdentityID(UUID())
            _ = try await world.ranking.apply([world.job(board, player, 1), world.job(board, player, 2, isTest: true)])
            #expect(try await world.state(board, player)?.value == 1)
            #expect(try await world.state(board, player, isTest: true)?.value == 2)
        }
    }

    @Test func `on a deleted or unknown board events are recorded and not ranked`() async throws {
        try await StoreWorld.run("rank") { world in
            let board = try await world.board()
            try await world.execute("UPDATE boards SET deleted_at = now() WHERE id = $1", [board])
            let jobs = [world.job(board, IdentityID(UUID()), 1), world.job(BoardID(UUID()), IdentityID(UUID()), 2)]
            let result = try await world.ranking.apply(jobs)
            #expect(result.rows.isEmpty)
            #expect(result.decisions.values.allSatisfy { if case .accepted = $0 { true } else { false } })
            #expect(try await world.count("score_events") == 2)
            #expect(try await world.count("board_states") == 0)
        }
    }

    @Test func `a deleted state comes back in its own row`() async throws {
        try await StoreWorld.run("rank") { world in
            let board = try await world.board()
            let player = IdentityID(UUID())
            _ = try await world.ranking.apply([world.job(board, player, 5, at: 10)])
            let before = try #require(try await world.state(board, player))
            try await world.execute("UPDATE board_states SET deleted_at = now(), version = version + 1")
            let result = try await world.ranking.apply([world.job(board, player, 1, at: 20)])
            let after = try #require(try await world.state(board, player))
            #expect(after.id == before.id && after.createdAt == before.createdAt && after.deletedAt == nil)
            #expect(after.version > before.version + 1)
            #expect(result.rows.map(\.isRanked) == [true])
        }
    }

    @Test func `one poisoned job costs one job`() async throws {
        try await StoreWorld.run("rank") { world in
            let board = try await world.board()
            var jobs = (0..<20).map { world.job(board, IdentityID(UUID()), Double($0)) }
            jobs[13].metadata = Array(#""\u0000""#.utf8)
            await #expect(throws: PostgresError.self) { _ = try await world.ranking.apply(jobs) }
            #expect(try await world.count("score_events") == 0)
            let (result, poisoned) = try await world.ranking.applyIsolating(jobs)
            #expect(poisoned.map(\.job.eventID) == [jobs[13].eventID])
            #expect(result.newEventCount == 19)
            #expect(try await world.count("board_states") == 19)
        }
    }

    @Test func `the inbox is emptied with the commit`() async throws {
        try await StoreWorld.run("rank", usesInbox: true) { world in
            let board = try await world.board()
            let jobs = (0..<3).map { world.job(board, IdentityID(UUID()), Double($0)) }
            let inbox = InboxStore(pool: world.pool)
            try await inbox.insert(jobs)
            try await inbox.markPushed([jobs[0].eventID], epoch: 1)
            let waiting = try await inbox.unpushed(before: jobs[0].acceptedAt + .seconds(1), limit: 10)
            #expect(Set(waiting.map(\.eventID)) == Set(jobs[1...].map(\.eventID)))
            _ = try await world.ranking.apply(Array(jobs[..<2]))
            #expect(try await world.count("inbox") == 1)
        }
    }
}
