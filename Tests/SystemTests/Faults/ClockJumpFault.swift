import Foundation
import JobQueue
import Redis
import TestSupport
import Testing

extension SystemTests.Faults {
    @Suite struct ClockJumpFault {
        @Test(.onlyInBattery, .enabled(if: FaultSettings.clock != nil, "needs clang"), .timeLimit(.minutes(4)))
        func `the clock of a worker jumps an hour ahead and an hour back: no delayed job runs early, no lease expires`() async throws {
            let installation = try await Installation()
            let clock = installation.folder.appendingPathComponent("clock")
            try Self.set(clock, "+0")
            try await FaultRun.perform(
                "clock-jump",
                on: installation,
                start: { installation in
                    try await installation.startAll { kind in
                        guard kind == .ranking, let library = FaultSettings.clock else { return [:] }
                        return ["LD_PRELOAD": library, "LEADR_CLOCK_SHIFT_FILE": clock.path]
                    }
                }
            ) { run in
                let player = try await run.player()
                try await delay(20, for: .seconds(25), run, player)
                let due = ContinuousClock.now + .seconds(20)
                try await run.underLoad(tolerated: [412]) {
                    for jump in ["+3600", "-3600", "+0"] {
                        try Self.set(clock, jump)
                        // Something for the worker to tell, so that its log shows the time it believes in.
                        try run.installation.redis.command("CLIENT", "KILL", "TYPE", "normal")
                        // The reaper of that worker, and its heartbeats, live with each clock for a while.
                        try await Task.sleep(for: .seconds(6))
                        if ContinuousClock.now < due {
                            #expect(try await run.installation.statistics(.ranking).delayed == 20, "none ran early: \(jump)")
                        }
                    }
                    #expect(
                        try await eventually(within: .seconds(30)) { try await run.installation.statistics(.ranking).delayed == 0 },
                        "they run in time"
                    )
                }
                let shown = try String(contentsOf: run.installation.log(.ranking), encoding: .utf8)
                let hours = Set(shown.matches(of: /"timestamp":"[^T]*T([0-9]{2})/).map(\.1))
                #expect(hours.count >= 3, "the worker did see other times: \(hours)")
                for kind in ProcessKind.workers {
                    #expect(try await run.installation.statistics(kind).redeliveredTotal == 0, "no lease of \(kind) expired")
                }
                for kind in ProcessKind.allCases {
                    #expect(run.installation.running.contains { $0.kind == kind }, "\(kind) is still the same process")
                }
            }
        }

        /// Puts jobs into the queue that are due later, as a worker does whose jobs failed.
        private func delay(_ count: Int, for time: Duration, _ run: FaultRun, _ player: PlayerSession) async throws {
            let queue = try #require(ProcessKind.ranking.queue)
            try await run.installation.queue.setPaused(true, on: queue)
            try await run.bulk.enqueue(count, on: .ranking, to: run.world.boards, by: [player])
            // A claim is refused while the queue is paused, so the workers are told to rest instead.
            let worker = try run.installation.process(.ranking)
            worker.send(SIGSTOP)
            try await run.installation.queue.setPaused(false, on: queue)
            let claim = try #require(
                try await run.installation.queue.claim(count, from: queue, token: ClaimToken(), owner: .current(), lease: .seconds(60))
            )
            let settled = try await run.installation.queue.settle(claim.token, on: queue, claim.jobs.map { .retry($0, after: time) })
            worker.send(SIGCONT)
            #expect(settled && claim.jobs.count == count)
        }

        private static func set(_ clock: URL, _ offset: String) throws {
            try Data((offset + "\n").utf8).write(to: clock, options: .atomic)
        }
    }
}
