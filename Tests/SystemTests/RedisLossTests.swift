import Foundation
import JobQueue
import NIOHTTP1
import TestSupport
import Testing

extension SystemTests {
    @Suite struct RedisLossTests {
        @Test(.timeLimit(.minutes(4)))
        func `Redis may be killed with a thousand jobs queued: nothing acknowledged is lost and all resume by themselves`() async throws {
            let installation = try await Installation()
            try await installation.run {
                try await installation.startAll()
                let world = try await TestWorld.create(GameAPI(port: installation.port, adminKey: installation.superadminKey))
                let player = try await world.api.startSession(game: world.game)
                let ledger = Ledger()
                let queue = try #require(ProcessKind.ranking.queue)
                try await installation.queue.setPaused(true, on: queue)
                try await queueUp(1000, world, ledger)
                let isQueued = try await eventually(within: .seconds(30)) { try await installation.queue.statistics(of: queue).ready >= 1000 }
                #expect(isQueued)

                installation.redis.kill()
                let refused = try await player.submit(1, to: world.boards[0].id, name: "Refused")
                #expect(refused.status == 503 && refused.headers["Retry-After"].first != nil)

                try installation.redis.start()
                let isBack = try await eventually(within: .seconds(30)) { try await installation.queue.statistics(of: queue).ready >= 1000 }
                #expect(isBack, "the queue is as it was")
                try await installation.queue.setPaused(false, on: queue)
                let verdict = Verdict(installation: installation, world: world)
                try await verdict.drained()
                try await verdict.everythingIsDecidedOnce(ledger)
                let accepts = try await eventually(within: .seconds(30)) {
                    try await player.submit(2, to: world.boards[0].id, name: "Back", prefer: "wait=10").status == 201
                }
                #expect(accepts, "the API accepts and ranks again")
                try await verdict.ranksEqualSQL(player)
                for kind in ProcessKind.allCases { #expect(installation.running.contains { $0.kind == kind }, "\(kind) is still the same process") }
            }
        }

        private func queueUp(_ count: Int, _ world: TestWorld, _ ledger: Ledger) async throws {
            let load = Load(world: world, ledger: ledger, pace: .milliseconds(1))
            try await load.play(until: { ledger.entries.count >= count })
        }
    }
}
