import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrRuntime
import LeadrState
import LeadrStore
import Logging
import Testing

@Suite struct AntiCheatStageTests {
    private let registry = PrometheusRegistry()
    private let log = LogRecorder()

    private func stage(_ state: RedisStateAccess, _ policy: AntiCheatPolicy = AntiCheatPolicy()) -> AntiCheatStage {
        let store = AntiCheatStore(redis: state.client, keys: state.keys, evaluator: AntiCheatEvaluator(policy: policy))
        return AntiCheatStage(store: store, logger: log.logger, metrics: registry)
    }

    /// Submissions of one player, seconds apart as given.
    private func jobs(_ world: StoreWorld, _ moves: [(seconds: Double, value: Double)], checked: Bool = true) async throws -> [SubmissionJob] {
        let (board, player) = (try await world.board(), try await world.identity())
        return moves.map { move in
            var job = world.job(board, player, move.value, at: Int64(move.seconds * 1_000_000), name: "Mallory")
            job.runsAntiCheat = checked
            return job
        }
    }

    /// Series of anti-cheat, as an operator scrapes them.
    private var series: [String] {
        String(decoding: registry.exposition(), as: UTF8.self).split(separator: "\n").map(String.init).filter { $0.hasPrefix("anticheat_") }
    }

    @Test func `each check has its counts, and a redelivered submission adds nothing to them`() async throws {
        try await StoreWorld.run("stage_counts") { world in
            try await withRedisState { state in
                // A duplicate, then one too soon.
                let jobs = try await jobs(world, [(0, 1), (10, 1), (10.5, 2)])
                let first = try await stage(state).handled(jobs)
                let expected = [
                    #"anticheat_evaluations_total{rule="duplicate"} 3"#, #"anticheat_evaluations_total{rule="rate_limit"} 3"#,
                    #"anticheat_evaluations_total{rule="velocity"} 2"#, #"anticheat_findings_total{action="flag",rule="duplicate"} 1"#,
                    #"anticheat_findings_total{action="flag",rule="velocity"} 1"#,
                    #"anticheat_flags_total{confidence="high",type="velocity"} 1"#,
                    #"anticheat_flags_total{confidence="medium",type="duplicate"} 1"#,
                ]
                #expect(series == expected)
                // To another worker, some of them twice in one batch.
                #expect(try await stage(state).handled(jobs + jobs) == first + first)
                #expect(series == expected)
                #expect(log.lines.isEmpty)
            }
        }
    }

    @Test func `verdicts go on with their jobs and explain themselves`() async throws {
        try await StoreWorld.run("stage_explains") { world in
            try await withRedisState { state in
                var policy = AntiCheatPolicy()
                policy.rateLimitTierB = 3
                let judged = try await stage(state, policy).handled(jobs(world, [(0, 1), (10, 1), (10.5, 2), (20, 3)]))
                #expect(judged.map(\.verdict?.action) == [.accept, .flag, .flag, .reject])
                #expect(
                    judged.map(\.verdict?.explanation) == [
                        nil,
                        AntiCheatExplanation(rule: "duplicate", action: .flag, measured: 10, limit: 300),
                        AntiCheatExplanation(rule: "velocity", action: .flag, measured: 0.5, limit: 2),
                        AntiCheatExplanation(rule: "rate_limit", action: .reject, measured: 3, limit: 3),
                    ]
                )
            }
        }
    }

    @Test func `a submission that is not to be checked passes without a verdict and is not counted`() async throws {
        try await StoreWorld.run("stage_unchecked") { world in
            try await withRedisState { state in
                let jobs = try await jobs(world, [(0, 1), (0, 1)], checked: false)
                #expect(try await stage(state).handled(jobs) == jobs)
                #expect(series.isEmpty)
            }
        }
    }

    @Test func `a dry run logs and counts every finding once, accepts everything and flags nothing`() async throws {
        try await StoreWorld.run("stage_dry") { world in
            try await withRedisState { state in
                var policy = AntiCheatPolicy()
                policy.isLoggingOnly = true
                policy.rateLimitTierB = 2
                let jobs = try await jobs(world, [(0, 1), (10, 1), (20, 9)])
                let judged = try await stage(state, policy).handled(jobs)
                _ = try await stage(state, policy).handled(jobs)
                #expect(judged.map(\.verdict?.action) == [.accept, .accept, .accept])
                #expect(
                    series.filter { !$0.hasPrefix("anticheat_evaluations") } == [
                        #"anticheat_findings_total{action="accept",rule="duplicate"} 1"#,
                        #"anticheat_findings_total{action="accept",rule="rate_limit"} 1"#,
                        #"anticheat_flags_total{confidence="high",type="rate_limit"} 1"#,
                        #"anticheat_flags_total{confidence="medium",type="duplicate"} 1"#,
                    ]
                )
                let lines = log.lines
                #expect(lines.count == 2)
                let rejected = try #require(lines.first { $0.contains(jobs[2].eventID.wire) })
                for part in [#""rule": rate_limit"#, #""action": reject"#, #""measured": 2.0"#, #""limit": 2.0"#, jobs[2].boardID.wire] {
                    #expect(rejected.contains(part), "\(rejected)")
                }
                #expect(!lines.joined().contains("Mallory"))

                _ = try await world.ranking.apply(judged)
                #expect(try await world.count("score_flags") == 0)
                #expect(try await world.count("submission_outcomes") == 0)
                #expect(try await world.count("score_events WHERE rejected_reason IS NULL") == 3)
                #expect(try await world.state(jobs[0].boardID, jobs[0].identityID)?.value == 9)
                #expect(try await world.count("score_events WHERE verdict->>'action' = 'reject'") == 1)
            }
        }
    }
}

extension AntiCheatStage {
    /// The submissions that the stage passes on.
    func handled(_ jobs: [SubmissionJob]) async throws -> [SubmissionJob] {
        let outcomes = try await handle(jobs.map { Job(id: $0.eventID.uuid, tenant: .system, enqueuedAt: 0, payload: $0.encoded()) })
        return try outcomes.map { outcome in
            guard case .forward(Queues.geoIP, let payload) = outcome else { throw UnexpectedOutcome(outcome: outcome) }
            return try SubmissionJob(decoding: payload)
        }
    }

    struct UnexpectedOutcome: Error {
        let outcome: JobOutcome
    }
}
