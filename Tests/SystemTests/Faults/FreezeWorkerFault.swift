import Foundation
import JobQueue
import TestSupport
import Testing

extension SystemTests.Faults {
    /// A worker that sleeps through its lease and wakes up convinced that it still holds its work.
    @Suite struct FreezeWorkerFault {
        private static let settings = FaultSettings.pick(
            full: [:],
            short: Installation.shortLeases.merging(["DB_STATEMENT_TIMEOUT_MS": "3000"]) { $1 }
        )
        private static let freeze: Duration = FaultSettings.pick(full: .seconds(60), short: .seconds(5))
        private static let patience: Duration = FaultSettings.pick(full: .seconds(30), short: .seconds(45))

        @Test(.timeLimit(.minutes(4)))
        func `a worker frozen inside its transaction holds up nobody, and changes nothing when it wakes up`() async throws {
            try await FaultRun.perform("freeze-worker", on: Installation(settings: Self.settings)) { run in
                let (player, board) = (try await run.player(), try run.counter)
                let first = try run.installation.process(.ranking)
                let submission = Mailbox<String>()
                try await run.installation.whileLocked(board) {
                    await submission.put(try await run.submit(5, by: player, to: board))
                    try #require(await eventually { try await run.installation.waitingRankings() > 0 }, "it is inside its transaction")
                    first.send(SIGSTOP)
                }
                // Now the server has executed the first half of the transaction, and the rows are locked for a process that does nothing.
                try await secondFinishes(submission.take(), of: player, instead: first, run)
            }
        }

        @Test(.timeLimit(.minutes(4)))
        func `a worker frozen before its transaction changes no row when it goes on`() async throws {
            let installation = try await Installation(settings: Self.settings)
            let proxy = try await installation.postgresProxy()
            try await FaultRun.perform(
                "freeze-worker",
                on: installation,
                start: { installation in
                    try await installation.startAll { $0 == .ranking ? proxy.postgresSettings : [:] }
                }
            ) { run in
                let (player, board) = (try await run.player(), try run.counter)
                let first = try run.installation.process(.ranking)
                // A connection is there, and its next statements will be kept.
                #expect(await run.isAccepted(try await run.submit(1, by: player, to: board), of: player, within: .seconds(20)))
                await proxy.hold()
                let submission = try await run.submit(5, by: player, to: board)
                try #require(await eventually { try await !HeldClaim.all(of: first, in: run.installation).isEmpty })
                // The statements have left the process once it waits for their answer.
                try await Task.sleep(for: .seconds(1))
                first.send(SIGSTOP)
                try await secondFinishes(submission, of: player, instead: first, run) { await proxy.heal() }
            }
        }

        /// Starts another worker, which finishes the job while the first one sleeps; then wakes the first one up.
        private func secondFinishes(
            _ submission: String,
            of player: PlayerSession,
            instead first: ManagedProcess,
            _ run: FaultRun,
            before wake: () async -> Void = {}
        ) async throws {
            let frozen = ContinuousClock.now
            let second = try run.installation.start(.ranking)
            #expect(await run.isAccepted(submission, of: player, within: Self.patience), "another worker does the job")
            run.recovered(after: ContinuousClock.now - frozen)
            #expect(try await run.installation.statistics(.ranking).redeliveredTotal >= 1, "the job was redelivered")
            // The length of the fault itself.
            try await Task.sleep(until: frozen + Self.freeze)
            await wake()
            first.send(SIGCONT)
            #expect(await eventually(within: .seconds(30)) { lossReports(run) >= 1 }, "the worker says that it lost its claim")
            second.send(SIGTERM)
            #expect(await second.waitForEnd() == .clean)
            #expect(
                await run.isAccepted(try await run.submit(7, by: player, to: try run.counter), of: player, within: Self.patience),
                "it works again"
            )
            #expect(lossReports(run) <= 2, "it says so once for the lease and once for the result, not for every heartbeat")
        }

        private func lossReports(_ run: FaultRun) -> Int {
            run.installation.loggedLines(of: .ranking, containing: "Leases ran out before they were renewed")
                + run.installation.loggedLines(of: .ranking, containing: "A claim was lost before it was settled")
        }
    }
}
