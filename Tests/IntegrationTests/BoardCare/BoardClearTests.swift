import Foundation
import LeadrDomain
import LeadrJobs
import LeadrServices
import LeadrState
import LeadrStore
import Postgres
import Testing

@Suite struct BoardClearTests {
    /// A board with two players: one in both pools, one in production only; a flag in each pool.
    private struct Played {
        let bench: BoardCareBench
        let board: BoardID
        let both: IdentityID
        let one: IdentityID
        let jobs: [SubmissionJob]

        static func make(_ bench: BoardCareBench, _ type: BoardType, uniqueNames: Bool = false) async throws -> Played {
            let world = bench.world
            let board = try await world.board(type, uniqueNames: uniqueNames)
            let (both, one) = (try await world.identity(), try await world.identity())
            let jobs = [
                world.job(board, both, 1, at: 0, type: type, name: "Ann").evaluated,
                world.job(board, both, 2, at: 1, type: type, name: "Ann").evaluated,
                world.job(board, both, 3, at: 2, type: type, name: "Ann", isTest: true).evaluated,
                world.job(board, one, 4, at: 3, type: type, name: "Bob").evaluated,
            ]
            try await bench.rank(jobs)
            try await bench.flag(jobs[0].eventID, .pending)
            try await bench.flag(jobs[2].eventID, .pending)
            try await bench.buildIndex(board)
            return Played(bench: bench, board: board, both: both, one: one, jobs: jobs)
        }

        func clear(_ mode: BoardClearMode, isDryRun: Bool = false) async throws -> BoardClearCounts {
            try await bench.care.clear(.id(board), of: bench.world.accountID, mode: mode, isDryRun: isDryRun, by: bench.actor).counts
        }

        var rows: (production: Int, test: Int) {
            get async throws {
                let states = [
                    try await bench.count("board_states", of: board, isTest: false), try await bench.count("board_states", of: board, isTest: true),
                ]
                let entries = [
                    try await bench.count("run_entries", of: board, isTest: false), try await bench.count("run_entries", of: board, isTest: true),
                ]
                return (states[0] + entries[0], states[1] + entries[1])
            }
        }
    }

    @Test(arguments: [BoardType.runIdentity, .counter, .runRuns], BoardClearMode.allCases)
    func `clearing removes one pool or both, leaves the other as it was, and tells what went`(type: BoardType, mode: BoardClearMode) async throws {
        try await BoardCareBench.run { bench in
            let played = try await Played.make(bench, type)
            let stranger = try await Played.make(bench, type)
            let rest = try await bench.world.state(played.board, played.both, isTest: mode == .production)
            let (production, test) = try await played.rows
            let counts = try await played.clear(mode)
            let (removedProduction, removedTest) = (mode != .test, mode != .production)
            #expect(counts.events == (removedProduction ? 3 : 0) + (removedTest ? 1 : 0))
            #expect(counts.flags == (removedProduction ? 1 : 0) + (removedTest ? 1 : 0))
            #expect(counts.boardStates + counts.runEntries == (removedProduction ? production : 0) + (removedTest ? test : 0))
            #expect(counts.identities == (removedProduction ? 2 : 1))
            let left = try await played.rows
            #expect(left.production == (removedProduction ? 0 : production) && left.test == (removedTest ? 0 : test))
            #expect(try await bench.count("score_events", of: played.board) == 4 - counts.events)
            #expect(try await bench.world.count("score_flags") == 4 - counts.flags)
            if mode != .all { #expect(try await bench.world.state(played.board, played.both, isTest: mode == .production) == rest) }
            #expect(try await stranger.rows.production == production)
            #expect(try await bench.count("score_events", of: stranger.board) == 4)
            #expect(try await bench.audit() == ["board.clear"])
            #expect(try await bench.queued() == [.rebuildIndex(board: played.board, isTest: false)])
            try await bench.buildIndex(played.board)
            #expect(try await bench.verify(played.board).isClean)
        }
    }

    @Test func `submission counters count what is left, and go where nothing is`() async throws {
        try await BoardCareBench.run { bench in
            let played = try await Played.make(bench, .runIdentity)
            let counts = try await played.clear(.production)
            #expect(counts.submissionMetadata == 1 && counts.submissionMetadataKept == 1)
            let left = try await bench.world.execute(
                "SELECT identity_id, submission_count, score_event_id, last_score_value FROM score_submission_metadata WHERE board_id = $1",
                [played.board]
            )
            #expect(left.count == 1)
            let row = try #require(left.firstRow)
            #expect(try row.decode(0, as: IdentityID.self) == played.both && row.decode(1, as: Int32.self) == 1)
            #expect(try row.decode(2, as: ScoreEventID.self) == played.jobs[2].eventID && row.decode(3, as: Double.self) == 3)
            #expect(try await played.clear(.test).submissionMetadata == 1)
            #expect(try await bench.count("score_submission_metadata", of: played.board) == 0)
        }
    }

    @Test(arguments: BoardClearMode.allCases)
    func `a dry run counts the same and changes nothing`(mode: BoardClearMode) async throws {
        try await BoardCareBench.run { bench in
            let played = try await Played.make(bench, .runIdentity)
            let tables = ["score_events", "board_states", "score_submission_metadata"]
            var before: [Int] = []
            for table in tables { before.append(try await bench.count(table, of: played.board)) }
            let told = try await played.clear(mode, isDryRun: true)
            var after: [Int] = []
            for table in tables { after.append(try await bench.count(table, of: played.board)) }
            #expect(before == after)
            #expect(try await bench.world.count("score_flags") == 2)
            #expect(try await bench.audit().isEmpty)
            #expect(try await bench.queued().isEmpty)
            #expect(try await bench.index.states(of: [played.board])[0].liveGeneration != nil)
            #expect(try await played.clear(mode) == told)
        }
    }

    @Test func `unknown boards, boards of others and ratios are refused`() async throws {
        try await BoardCareBench.run { bench in
            let played = try await Played.make(bench, .counter)
            let care = bench.care
            let account = bench.world.accountID
            await #expect(throws: DomainError.notFound(entity: "Board")) {
                try await care.clear(.id(BoardID(UUID())), of: account, mode: .all, isDryRun: false, by: bench.actor)
            }
            await #expect(throws: DomainError.forbidden("Board \(played.board) belongs to another account")) {
                try await care.clear(.id(played.board), of: AccountID(UUID()), mode: .all, isDryRun: false, by: bench.actor)
            }
            let ratio = try await bench.ratio(of: played.board, try await bench.world.board(.counter))
            await #expect(throws: DomainError.badRequest("A RATIO board follows its sources: clear those")) {
                try await care.clear(.id(ratio), of: account, mode: .all, isDryRun: false, by: bench.actor)
            }
            #expect(try await played.rows.production == 2)
            #expect(try await bench.audit().isEmpty)
        }
    }

    @Test func `names are free again, unless the other pool shows them`() async throws {
        try await BoardCareBench.run { bench in
            let played = try await Played.make(bench, .runIdentity, uniqueNames: true)
            _ = try await played.clear(.production)
            let (third, fourth) = (try await bench.world.identity(), try await bench.world.identity())
            let bob = bench.world.job(played.board, third, 9, at: 10, name: "Bob")
            let ann = bench.world.job(played.board, fourth, 9, at: 11, name: "Ann")
            let decisions = try await bench.world.ranking.apply([bob, ann]).decisions
            #expect(decisions[bob.eventID]?.isRejected == false)
            #expect(decisions[ann.eventID]?.isRejected == true)
        }
    }

    @Test func `a player who submits right after it is in the index at once, though the row counts its versions anew`() async throws {
        try await BoardCareBench.run { bench in
            let played = try await Played.make(bench, .runIdentity)
            try await bench.rank([bench.world.job(played.board, played.both, 8, at: 10, name: "Ann")])
            #expect(try await bench.world.state(played.board, played.both)?.version == 2)
            _ = try await played.clear(.all)
            try await bench.buildIndex(played.board)
            try await bench.rank([bench.world.job(played.board, played.both, 7, at: 20, name: "Ann")])
            #expect(try await bench.world.state(played.board, played.both)?.version == 1)
            let page = try await bench.index.page(board: played.board, pool: .production, from: 0, limit: 10).value
            #expect(page?.entries.map(\.rankValue) == [-7])
            #expect(try await bench.verify(played.board).isClean)
        }
    }

    @Test func `ratios follow a source that was cleared`() async throws {
        try await BoardCareBench.run { bench in
            let played = try await Played.make(bench, .counter)
            let games = try await bench.world.board(.counter)
            try await bench.rank([bench.world.job(games, played.both, 6, at: 30, type: .counter)])
            let ratio = try await bench.ratio(of: played.board, games)
            try await bench.perform(.recomputeRatioBoard(ratio))
            #expect(try await bench.world.state(ratio, played.both)?.value == 50)
            _ = try await played.clear(.production)
            #expect(Set(try await bench.queued()) == [.rebuildIndex(board: played.board, isTest: false), .recomputeRatioBoard(ratio)])
            try await bench.perform(.recomputeRatioBoard(ratio))
            #expect(try await bench.world.state(ratio, played.both)?.deletedAt != nil)
        }
    }
}

extension SubmissionDecision {
    fileprivate var isRejected: Bool {
        if case .rejected = self { true } else { false }
    }
}
