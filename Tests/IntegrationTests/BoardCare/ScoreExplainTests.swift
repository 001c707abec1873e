import ByteJSON
import Foundation
import LeadrDomain
import LeadrJobs
import LeadrServices
import LeadrState
import LeadrStore
import Testing

@Suite struct ScoreExplainTests {
    @Test(arguments: [(KeepStrategy.first, 1, 5.0), (.best, 2, 9.0), (.latest, 3, 7.0)])
    func `a score of one row per player is explained by all of its events`(keep: KeepStrategy, shown: Int, value: Double) async throws {
        try await BoardCareBench.run { bench in
            let board = try await bench.world.board(keep: keep)
            let player = try await bench.world.identity()
            var jobs = [8.0, 5, 9, 7, 4].enumerated().map { bench.world.job(board, player, $1, at: Int64($0), name: "N\($0)") }
            jobs[4].verdict = Self.rejection(jobs[4])
            try await bench.rank(jobs)
            try await bench.flag(jobs[0].eventID, .confirmedCheat)
            try await bench.perform(.recomputeState(board: board, identity: player, isTest: false))
            let id = ScoreID(DerivedID.boardState(board: board, identity: player, isTest: false).uuid)
            let explanation = try await bench.care.explain(id)
            #expect(explanation.steps.map(\.event.id) == jobs.map(\.eventID))
            #expect(explanation.steps.map(\.verdict) == [.hidden, .accepted, .accepted, .accepted, .rejected("too many")])
            #expect(explanation.steps.firstIndex(where: \.isSelected) == shown)
            #expect(explanation.row.value == value && explanation.rank == 1)
            #expect(explanation.rule.hasPrefix("\(keep.rawValue) of 3 events, descending"))
            let flags = explanation.jsonDescription(limit: 9).object?["events"]?.array?.first?.object?["flags"]?.array
            #expect(flags?.first?.object?["metadata"]?.object?["limit"] == 2)
        }
    }

    @Test func `a rank is explained by better and by equal rows of the same pool, and is the one that readers see`() async throws {
        try await BoardCareBench.run { bench in
            let board = try await bench.world.board()
            var jobs: [SubmissionJob] = []
            for (number, value) in [9.0, 9, 5, 5, 5, 1].enumerated() {
                jobs.append(bench.world.job(board, try await bench.world.identity(), value, at: Int64(number)))
            }
            jobs.append(bench.world.job(board, try await bench.world.identity(), 100, isTest: true))
            try await bench.rank(jobs)
            try await bench.buildIndex(board)
            for job in jobs {
                let id = DerivedID.boardState(board: board, identity: job.identityID, isTest: job.isTest)
                let explanation = try await bench.care.explain(id.retyped())
                let rank = try await bench.index.rank(of: RankLookup(explanation.row)).value
                #expect(rank != nil && explanation.rank == rank)
            }
            let third = try await bench.care.explain(DerivedID.boardState(board: board, identity: jobs[2].identityID, isTest: false).retyped())
            #expect(third.standing == "rank 5: 2 rows are better, 2 of equal value before it, newer first")
        }
    }

    @Test func `a counter shows the sum after each event`() async throws {
        try await BoardCareBench.run { bench in
            let board = try await bench.world.board(.counter)
            let player = try await bench.world.identity()
            let jobs = [1.5, -0.5, 3].enumerated().map { bench.world.job(board, player, $1, at: Int64($0), type: .counter) }
            try await bench.rank(jobs)
            let explanation = try await bench.care.explain(DerivedID.boardState(board: board, identity: player, isTest: false).retyped())
            #expect(explanation.steps.map { $0.sum?.doubleValue } == [1.5, 1, 4])
            #expect(explanation.row.value == 4 && explanation.steps.last?.isSelected == true)
        }
    }

    @Test func `a run has one event, and is explained when it is excluded`() async throws {
        try await BoardCareBench.run { bench in
            let board = try await bench.world.board(.runRuns)
            let player = try await bench.world.identity()
            let jobs = [3.0, 4].enumerated().map { bench.world.job(board, player, $1, at: Int64($0), type: .runRuns) }
            try await bench.rank(jobs)
            let id = ScoreID(DerivedID.runEntry(event: jobs[0].eventID).uuid)
            let before = try await bench.care.explain(id)
            #expect(before.steps.map(\.event.id) == [jobs[0].eventID] && before.rank == 2)
            try await bench.flag(jobs[0].eventID, .removed)
            try await bench.perform(.recomputeState(board: board, identity: player, isTest: false))
            let after = try await bench.care.explain(id)
            #expect(after.rank == nil && after.steps.map(\.verdict) == [.hidden])
            #expect(after.standing.hasPrefix("not on the board: excluded at") && after.standing.hasSuffix("removed"))
        }
    }

    @Test func `a ratio is explained by its two sources, also when one of them is gone`() async throws {
        try await BoardCareBench.run { bench in
            let (wins, games) = (try await bench.world.board(.counter), try await bench.world.board(.counter))
            let ratio = try await bench.ratio(of: wins, games)
            let player = try await bench.world.identity()
            let jobs = [bench.world.job(wins, player, 3, type: .counter), bench.world.job(games, player, 4, at: 1, type: .counter)]
            try await bench.rank(jobs)
            try await bench.perform(.recomputeRatioBoard(ratio))
            let id = ScoreID(DerivedID.boardState(board: ratio, identity: player, isTest: false).uuid)
            let explanation = try await bench.care.explain(id)
            #expect(explanation.evidence.sources.map(\.boardID) == [wins, games])
            #expect(explanation.evidence.sources.map { $0.state?.value } == [3, 4])
            #expect(explanation.row.value == 75 && explanation.rule.hasPrefix("RATIO, descending: numerator / denominator * 100"))
            try await bench.flag(jobs[0].eventID, .removed)
            try await bench.perform(.recomputeState(board: wins, identity: player, isTest: false))
            let gone = try await bench.care.explain(id)
            #expect(gone.evidence.sources.first?.state?.deletedAt != nil)
            #expect(gone.standing.hasPrefix("not on the board: deleted at") && gone.standing.hasSuffix("a source has no row"))
        }
    }

    @Test func `what is no score is not found`() async throws {
        try await BoardCareBench.run { bench in
            await #expect(throws: DomainError.notFound(entity: "Score")) { _ = try await bench.care.explain(ScoreID(UUID())) }
        }
    }

    private static func rejection(_ job: SubmissionJob) -> AntiCheatVerdict {
        AntiCheatVerdict(
            action: .reject,
            flagType: .rateLimit,
            confidence: .high,
            reason: "too many",
            metadata: nil,
            submissionCount: 5,
            lastSubmissionAt: job.acceptedAt,
            lastScoreValue: job.value
        )
    }
}
