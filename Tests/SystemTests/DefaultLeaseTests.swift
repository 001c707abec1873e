import Foundation
import JobQueue
import TestSupport
import Testing

extension SystemTests {
    @Suite struct DefaultLeaseTests {
        @Test(.timeLimit(.minutes(3)))
        func `with the default settings the work of a killed worker is done again within 25 seconds`() async throws {
            let installation = try await Installation()
            try await installation.run {
                try await installation.startAll()
                let world = try await TestWorld.create(GameAPI(port: installation.port, adminKey: installation.superadminKey))
                let player = try await world.api.startSession(game: world.game)
                // The reapers trust leases only after they have watched for one; only then is the bound of 25 s promised.
                let settled = try await player.submit(1, to: world.boards[0].id, name: "First", prefer: "wait=20")
                #expect(settled.status == 201)
                let others = (0..<5).map { _ in Task { try await world.api.startSession(game: world.game) } }
                for other in others { _ = try await other.value }
                let receipts = try await claimed(installation, world, player)
                let killed = ContinuousClock.now
                let isDone = try await eventually(within: .seconds(26)) {
                    for receipt in receipts where try await player.get("/client/submissions/\(receipt)").text("status") != "accepted" { return false }
                    return true
                }
                #expect(isDone, "after \(ContinuousClock.now - killed)")
                let redelivered = try await installation.queue.statistics(of: #require(ProcessKind.ranking.queue)).redeliveredTotal
                #expect(redelivered >= 1)
            }
        }

        /// Kills the ranking worker while it holds claims, and starts another; returns the submissions.
        private func claimed(_ installation: Installation, _ world: TestWorld, _ player: PlayerSession) async throws -> [String] {
            let killer = Killer(installation)
            async let kill: Void = killer.kill(.ranking)
            var receipts: [String] = []
            while killer.count.total == 0 {
                let answer = try await player.submit(Double(receipts.count), to: world.boards[4].id, name: "First", prefer: "respond-async")
                if answer.status == 202 { receipts.append(try answer.text("submission_id")) }
            }
            try await kill
            #expect(killer.count.holdingClaim == 1, "the worker held a claim when it was killed")
            return receipts
        }
    }
}
