import Foundation
import JobQueue
import TestSupport
import Testing

extension SystemTests {
    @Suite struct TerminationTests {
        @Test(.timeLimit(.minutes(4)))
        func `SIGTERM drains: exit 0, nothing redelivered, nothing lost`() async throws {
            let installation = try await Installation()
            try await installation.run {
                try await installation.startAll()
                let world = try await TestWorld.create(GameAPI(port: installation.port, adminKey: installation.superadminKey))
                let ledger = Ledger()
                let isOver = Flag()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await Load(world: world, ledger: ledger).play(until: { isOver.isSet }) }
                    let started = ContinuousClock.now
                    var round = 0
                    while round < 20 || ContinuousClock.now - started < .seconds(60) {
                        // Work flows between two replacements.
                        let seen = ledger.entries.count
                        #expect(await eventually { ledger.entries.count >= seen + 100 })
                        try await replace(ProcessKind.workers[round % ProcessKind.workers.count], installation)
                        round += 1
                    }
                    isOver.set()
                    try await group.waitForAll()
                }
                #expect(ledger.entries.count > 1000, "there was load")
                let verdict = Verdict(installation: installation, world: world)
                try await verdict.drained()
                for queue in ProcessKind.workers.compactMap(\.queue) {
                    #expect(try await installation.queue.statistics(of: queue).redeliveredTotal == 0, "nothing was redelivered on \(queue)")
                }
                try await verdict.everythingIsDecidedOnce(ledger)
                try await verdict.ranksEqualSQL(world.api.startSession(game: world.game))
                await installation.stopAll()
            }
        }

        private func replace(_ kind: ProcessKind, _ installation: Installation) async throws {
            let process = try #require(installation.running.first { $0.kind == kind })
            let successor = try installation.start(kind)
            try await installation.waitUntilReady(successor)
            process.send(SIGTERM)
            #expect(await process.waitForEnd() == .clean, "\(process.name) ends cleanly")
        }
    }
}
