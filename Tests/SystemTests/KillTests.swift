import Foundation
import JobQueue
import TestSupport
import Testing

extension SystemTests {
    @Suite struct KillTests {
        @Test(.timeLimit(.minutes(6)))
        func `nothing is lost and nothing counts twice while workers are killed at random`() async throws {
            let installation = try await Installation(settings: [
                "JOB_LEASE_SECONDS": "2", "JOB_HEARTBEAT_SECONDS": "1", "JOB_REAPER_INTERVAL_SECONDS": "1", "JOB_MAX_DELIVERIES": "50",
            ])
            try await installation.run {
                try await installation.startAll()
                let world = try await TestWorld.create(GameAPI(port: installation.port, adminKey: installation.superadminKey))
                let ledger = Ledger()
                let killer = Killer(installation)
                let started = ContinuousClock.now
                let isOver = Flag()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await Load(world: world, ledger: ledger).play(until: { isOver.isSet }) }
                    var round = 0
                    while !killer.isDone || ContinuousClock.now - started < .seconds(60) {
                        try await killer.kill(ProcessKind.workers[round % ProcessKind.workers.count])
                        round += 1
                        guard ContinuousClock.now - started < .seconds(200) else { break }
                    }
                    isOver.set()
                    try await group.waitForAll()
                }
                let verdict = Verdict(installation: installation, world: world)
                try await verdict.drained()
                try await expectKills(killer.count, installation)
                #expect(ledger.entries.count > 1000, "there was load")
                #expect(ledger.refused == 0, "the API refused nothing while workers died")
                try await verdict.everythingIsDecidedOnce(ledger)
                try await verdict.ranksEqualSQL(world.api.startSession(game: world.game))
            }
        }

        private func expectKills(_ count: Killer.Count, _ installation: Installation) async throws {
            #expect(count.total >= 20, "enough kills: \(count)")
            #expect(count.holdingClaim >= 10, "enough of them held a claim: \(count)")
            for kind in ProcessKind.workers { #expect(count.byKind[kind, default: 0] >= 3, "enough of \(kind): \(count)") }
            var redelivered = 0
            for queue in ProcessKind.workers.compactMap(\.queue) {
                redelivered += try await installation.queue.statistics(of: queue).redeliveredTotal
            }
            #expect(redelivered >= count.holdingClaim, "each of those claims came back")
        }
    }
}
