import Foundation
import JobQueue
import TestSupport
import Testing

extension SystemTests.Faults {
    @Suite struct GreedyTenantFault {
        private static let queue = ProcessKind.antiCheat

        /// Compared with a backlog of a fifth: a worker that is busy with a batch serves nobody else before it ends, so an idle system is always quicker.
        /// What must not matter is how long the backlog is.
        @Test(.onlyInBattery, .timeLimit(.minutes(10)))
        func `one tenant queues a hundred thousand jobs: another one's are picked up as soon as behind a fifth of them`() async throws {
            try await FaultRun.perform("greedy-tenant", on: Installation()) { run in
                let other = try await TestWorld.create(run.world.api)
                let modest = BulkLoad(installation: run.installation, world: other, ledger: run.ledger)
                let pickups = PickupProbe(load: modest, queue: Self.queue, player: try await other.api.startSession(game: other.game))
                let greedy = try await (0..<200).asyncMap { _ in try await run.player() }
                let idle = try await pickups.samples { $0 < 100 }
                let usual = try await behind(20_000, run, greedy, pickups)
                let long = try await behind(100_000, run, greedy, pickups)
                run.note("pickup of the other tenant, idle: \(idle.summary)")
                run.note("behind 20,000 jobs: \(usual.summary)")
                run.note("behind 100,000 jobs: \(long.summary)")
                #expect(try #require(long.percentile(0.95)) < 2 * #require(usual.percentile(0.95)), "the length of the backlog does not matter")
            }
        }

        /// The pickups while the backlog holds out. It is built up while the queue is paused, so that it is there in full however fast the workers are.
        private func behind(_ count: Int, _ run: FaultRun, _ greedy: [PlayerSession], _ pickups: PickupProbe) async throws -> [Duration] {
            let queue = try #require(Self.queue.queue)
            try await run.installation.queue.setPaused(true, on: queue)
            try await run.bulk.enqueue(count, on: Self.queue, to: run.world.boards, by: greedy)
            try await run.installation.queue.setPaused(false, on: queue)
            let samples = try await pickups.samples { _ in
                try await run.installation.queue.statistics(of: queue).ready > count / 10
            }
            try await Verdict(installation: run.installation, world: run.world).drained(within: .seconds(300))
            return samples
        }
    }
}

extension [Duration] {
    fileprivate var summary: String {
        func text(_ share: Double) -> String { percentile(share).map { "\(($0 * 10_000).rounded() / 10) ms" } ?? "-" }
        return "p50 \(text(0.5)), p95 \(text(0.95)), \(count) jobs"
    }
}
