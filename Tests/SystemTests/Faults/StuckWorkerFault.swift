import Foundation
import JobQueue
import TestSupport
import Testing

extension SystemTests.Faults {
    @Suite struct StuckWorkerFault {
        /// The work waits for the answer to a commit, which nothing may cancel, and the answer does not come.
        @Test(.timeLimit(.minutes(3)))
        func `a worker told to stop whose work ignores it gives the jobs back and ends after the grace time with a code of its own`() async throws {
            let settings = ["SHUTDOWN_GRACE_SECONDS": "4", "DB_STATEMENT_TIMEOUT_MS": "60000"]
            let installation = try await Installation(settings: settings)
            let proxy = try await installation.postgresProxy()
            try await FaultRun.perform(
                "stuck-worker",
                on: installation,
                start: { installation in
                    try await installation.startAll { $0 == .ranking ? proxy.postgresSettings : [:] }
                }
            ) { run in
                let player = try await run.player()
                let worker = try installation.process(.ranking)
                let trap = await proxy.trap("COMMIT\0", from: .server, reaction: .hold)
                let submission = try await run.submit(5, by: player, to: try run.counter)
                try #require(await eventually(within: .seconds(30)) { trap.hits == 1 }, "it waits for the answer")
                try installation.start(.ranking)
                worker.send(SIGTERM)
                let told = ContinuousClock.now
                #expect(await worker.waitForEnd() == ManagedProcess.End(status: 75, wasSignalled: false), "it ends by itself, with a code of its own")
                let time = ContinuousClock.now - told
                run.recovered(after: time)
                if FaultSettings.isFull { #expect(time < .seconds(8), "soon after the grace time: \(time)") }
                #expect(await run.isAccepted(submission, of: player, within: .seconds(30)))
                let picture = try await installation.statistics(.ranking)
                #expect(picture.handedBackTotal == 1 && picture.redeliveredTotal == 0, "given back, not left to the reaper: \(picture)")
                let job = String(submission.drop { $0 != "_" }.dropFirst()).replacing("-", with: "")
                let lines = installation.loggedLines(of: .ranking, containing: job)
                #expect(lines >= 1, "the log names the job")
            }
        }
    }
}
