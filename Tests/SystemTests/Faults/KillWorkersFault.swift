import Foundation
import TestSupport
import Testing

extension SystemTests.Faults {
    @Suite struct KillWorkersFault {
        @Test(.onlyInBattery, .timeLimit(.minutes(15)))
        func `random workers are killed every two seconds: nothing is lost or doubled, and their work is claimed again within 25 seconds`()
            async throws
        {
            try await FaultRun.perform(
                "kill-workers",
                on: Installation(settings: ["JOB_MAX_DELIVERIES": "50"]),
                start: {
                    try await $0.startAll(workers: FaultSettings.workers)
                }
            ) { run in
                try await run.underLoad {
                    let started = ContinuousClock.now
                    while run.ledger.entries.count < 10_000 || ContinuousClock.now - started < .seconds(60) {
                        let next = ContinuousClock.now + .seconds(2)
                        let victim = try run.choose(run.installation.running.filter { $0.kind.queue != nil })
                        try await run.watch.kill(victim)
                        try run.installation.start(victim.kind)
                        try #require(ContinuousClock.now - started < .seconds(300), "10,000 jobs in five minutes")
                        // The pace of the fault, not a wait for a result.
                        try await Task.sleep(until: next)
                    }
                }
                let ended = ContinuousClock.now
                let isDone = await eventually(within: .seconds(90)) { run.watch.outstanding == 0 }
                #expect(isDone, "all of their work was claimed again")
                try await Verdict(installation: run.installation, world: run.world).drained()
                let time = ContinuousClock.now - ended
                run.recovered(after: time)
                #expect(time < .seconds(30), "every job is done 30 s after the load: \(time)")
                #expect((run.watch.samples.percentile(0.99) ?? 0) <= 25, "redelivery after at most 25 s: \(run.watch.samples.max() ?? .zero)")
                #expect(run.watch.samples.count > 0, "some of the killed held work")
                #expect(run.ledger.refused == 0, "the API refused nothing")
            }
        }
    }
}
