import Foundation
import JobQueue
import TestSupport
import Testing

extension SystemTests.Faults {
    @Suite struct PoisonFault {
        /// The poison: whichever worker claims one of five jobs is killed before it can finish. Their board is locked, so that none of them ever can.
        @Test(.onlyInBattery, .timeLimit(.minutes(8)))
        func `five jobs that take every worker down are parked after five deliveries, and the others go on`() async throws {
            let installation = try await Installation(settings: Installation.shortLeases)
            try await FaultRun.perform("poison", on: installation, start: { try await $0.startAll(workers: 3) }) { run in
                let board = try run.counter
                let players = try await [run.player()]
                let healthy = run.world.boards.filter { $0.id != board.id }
                try await run.underLoad(boards: healthy) {
                    let (poison, kills) = (Mailbox<[String]>(), Mailbox<Int>())
                    let (accepted, decided) = (run.ledger.entries.count, try await Self.events(run))
                    try await installation.whileLocked(board) {
                        var ids: [String] = []
                        for _ in 0..<5 {
                            try await run.bulk.enqueue(1_000, on: .ranking, to: healthy, by: players)
                            ids += try await run.bulk.enqueue(1, on: .ranking, to: [board], by: players)
                        }
                        await poison.put(ids)
                        await kills.put(try await killHolders(of: Set(ids), until: 5, run))
                    }
                    let share = Double(try await Self.events(run) - decided) / Double(run.ledger.entries.count - accepted)
                    run.note("killed \(try await kills.take()) workers; meanwhile \((share * 100).rounded()) % of what was accepted was ranked")
                    #expect(share >= 0.8, "the others are ranked at 80 % of their pace or more: \(share)")
                    let dead = try await installation.queue.deadJobs(on: #require(ProcessKind.ranking.queue), limit: 100)
                    #expect(Set(dead.map(\.id)) == Set(try await poison.take()), "exactly the five are parked")
                    #expect(dead.allSatisfy { $0.reason.hasPrefix("poison: 5 workers") }, "\(dead.map(\.reason))")
                }
            }
        }

        private static func events(_ run: FaultRun) async throws -> Int64 {
            try await run.installation.number("SELECT count(*)::int8 FROM score_events")
        }

        /// Kills every worker that holds one of the jobs, and starts another, until enough are parked; returns the number of kills.
        private func killHolders(of jobs: Set<String>, until parked: Int, _ run: FaultRun) async throws -> Int {
            let queue = try #require(ProcessKind.ranking.queue)
            var kills = 0
            let isOver = try await eventually(within: .seconds(240)) {
                for claim in try await HeldClaim.all(on: queue, in: run.installation) {
                    guard try await !claim.jobs(in: run.installation).isDisjoint(with: jobs),
                        let holder = run.installation.running.first(where: { $0.processID == claim.processID })
                    else { continue }
                    try await run.watch.kill(holder)
                    try run.installation.start(.ranking)
                    kills += 1
                }
                return try await run.installation.queue.statistics(of: queue).dead >= parked
            }
            #expect(isOver, "the five are parked")
            return kills
        }
    }
}
