import Foundation
import JobQueue
import TestSupport
import Testing

extension SystemTests.Faults {
    @Suite struct PostgresOutageFault {
        /// A dependency that is away is no fault of the jobs: their batch is kept, its lease renewed, and nothing is counted.
        @Test(.onlyInBattery, .timeLimit(.minutes(6)))
        func `PostgreSQL is away for a minute with ten thousand jobs waiting: no attempt is spent, and nobody storms it when it is back`()
            async throws
        {
            let installation = try await Installation()
            let proxy = try await installation.postgresProxy()
            try await FaultRun.perform(
                "postgres-outage",
                on: installation,
                start: { installation in
                    try await installation.startAll { _ in proxy.postgresSettings }
                }
            ) { run in
                let players = try await (0..<20).asyncMap { _ in try await run.player() }
                let queue = try #require(ProcessKind.ranking.queue)
                try await installation.queue.setPaused(true, on: queue)
                try await run.bulk.enqueue(10_000, on: .ranking, to: run.world.boards, by: players)
                await proxy.refuse()
                try await installation.queue.setPaused(false, on: queue)
                let down = ContinuousClock.now
                let answer = try await players[0].submit(1, to: run.world.boards[0].id, name: "Refused", prefer: "respond-async")
                #expect(answer.status == 503 || answer.status == 202, "refused, or accepted from memory: \(answer.status)")
                if answer.status == 202 { run.ledger.add(Ledger.Entry(eventID: try answer.text("submission_id"), boardID: "", value: 1)) }
                try await Task.sleep(until: down + .seconds(60))
                await proxy.heal()
                let up = ContinuousClock.now
                try await Verdict(installation: installation, world: run.world).drained(within: .seconds(120))
                run.recovered(after: ContinuousClock.now - up)
                try await judge(run, proxy, down, up)
            }
        }

        private func judge(_ run: FaultRun, _ proxy: FaultProxy, _ down: ContinuousClock.Instant, _ up: ContinuousClock.Instant) async throws {
            for kind in ProcessKind.workers {
                let picture = try await run.installation.statistics(kind)
                #expect(picture.retriedTotal == 0 && picture.buriedTotal == 0 && picture.redeliveredTotal == 0, "\(kind) spent nothing: \(picture)")
            }
            let attempts = await proxy.attempts
            // Everybody notices at once that it is away; what counts is how they try afterwards.
            let buckets = (5..<60).map { second in attempts.count { $0 >= down + .seconds(second) && $0 < down + .seconds(second + 1) } }
            let mean = Double(buckets.reduce(0, +)) / Double(buckets.count)
            let most = buckets.max() ?? 0
            let afterwards = attempts.count { $0 >= up && $0 < up + .seconds(5) }
            run.note(
                "attempts to connect per second: \((mean * 10).rounded() / 10) on average, \(most) at most; in the 5 s after it is back: \(afterwards)"
            )
            #expect(Double(most) <= max(3 * mean, 5), "attempts are spread: \(buckets)")
            // As many as the pools of six processes may hold, and no more.
            #expect(afterwards <= ProcessKind.allCases.count * 30, "no storm when it is back")
        }
    }
}
