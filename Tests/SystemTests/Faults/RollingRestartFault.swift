import Foundation
import JobQueue
import TestSupport
import Testing

extension SystemTests.Faults {
    @Suite struct RollingRestartFault {
        @Test(.onlyInBattery, .timeLimit(.minutes(8)))
        func `workers are replaced one by one under load: they end cleanly, spend no attempt, and work never rests for five seconds`() async throws {
            try await FaultRun.perform("rolling-restart", on: Installation(), start: { try await $0.startAll(workers: FaultSettings.workers) }) {
                run in
                let pause = ProgressWatch(run.installation)
                try await run.underLoad {
                    try await pause.during {
                        let end = ContinuousClock.now + .seconds(30)
                        repeat { try await replaceAll(run) } while ContinuousClock.now < end
                    }
                }
                run.note("longest pause: \(pause.longest.inSeconds) s")
                #expect(pause.longest < .seconds(5), "no pause of 5 s: \(pause.longest)")
                for kind in ProcessKind.workers {
                    let picture = try await run.installation.statistics(kind)
                    #expect(picture.redeliveredTotal == 0 && picture.retriedTotal == 0, "\(kind) spent nothing")
                }
            }
        }

        private func replaceAll(_ run: FaultRun) async throws {
            for process in run.installation.running where process.kind.queue != nil {
                process.send(SIGTERM)
                let told = ContinuousClock.now
                #expect(await process.waitForEnd() == .clean, "\(process.name) ends cleanly")
                #expect(ContinuousClock.now - told < .seconds(20), "within the grace time")
                try await run.installation.waitUntilReady(try run.installation.start(process.kind))
            }
        }
    }
}
