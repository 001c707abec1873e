import Foundation
import TestSupport
import Testing

extension SystemTests.Faults {
    @Suite struct GreedyTenantFault {
        /// Compared with a backlog of a fifth: a worker that is busy with a batch serves nobody else before it ends, so an idle system is always quicker.
        /// What must not matter is how long the backlog is.
        @Test(.onlyInBattery, .timeLimit(.minutes(10)))
        func `one tenant queues a hundred thousand jobs: another one's wait no longer than behind a fifth of them`() async throws {
            try await FaultRun.perform("greedy-tenant", on: Installation()) { run in
                let other = try await TestWorld.create(run.world.api)
                let modest = try await (0..<4).asyncMap { _ in try await other.api.startSession(game: other.game) }
                let greedy = try await (0..<200).asyncMap { _ in try await run.player() }
                let idle = try await waits(run, modest, other) { $0 < 50 }
                let usual = try await behind(20_000, run, greedy, modest, other)
                let long = try await behind(100_000, run, greedy, modest, other)
                run.note("p95 of the other tenant: \(idle) s idle, \(usual) s behind 20,000 jobs, \(long) s behind 100,000")
                #expect(long < 2 * usual, "the length of the backlog does not matter")
            }
        }

        private func behind(_ count: Int, _ run: FaultRun, _ greedy: [PlayerSession], _ modest: [PlayerSession], _ other: TestWorld) async throws
            -> Double
        {
            let before = try await run.installation.number("SELECT count(*)::int8 FROM score_events")
            try await run.bulk.enqueue(count, to: run.world.boards, by: greedy)
            let p95 = try await waits(run, modest, other) { _ in
                // As long as the backlog holds out.
                try await run.installation.number("SELECT count(*)::int8 FROM score_events") - before < Int64(count) * 9 / 10
            }
            try await Verdict(installation: run.installation, world: run.world).drained(within: .seconds(300))
            return p95
        }

        /// 95th percentile of the time from a submission to its rank, of players who submit one after the other.
        private func waits(
            _ run: FaultRun,
            _ players: [PlayerSession],
            _ world: TestWorld,
            while goesOn: @escaping @Sendable (Int) async throws -> Bool
        ) async throws -> Double {
            let samples = try await withThrowingTaskGroup(of: [Duration].self) { group in
                for player in players {
                    group.addTask {
                        var samples: [Duration] = []
                        while try await goesOn(samples.count) {
                            let asked = ContinuousClock.now
                            let answer = try await player.submit(1, to: world.boards[0].id, name: "Modest", prefer: "wait=30")
                            guard answer.status == 201 else { throw SystemTestError("a submission was answered \(answer.status)") }
                            samples.append(ContinuousClock.now - asked)
                        }
                        return samples
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            return try #require(samples.percentile(0.95))
        }
    }
}
