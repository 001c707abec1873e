import JobQueue
import LeadrJobs
import TestSupport

extension Installation {
    /// Waits until nothing is left that would change a board: no job, no event of the outbox, no pending order.
    func isSettled(within limit: Duration = .seconds(120)) async throws -> Bool {
        try await eventually(within: limit) {
            let before = try await finishedJobs()
            guard before.live == 0, try await unpublished() == 0, try await finishedJobs() == before else { return false }
            return true
        }
    }

    /// Jobs that are left, and those done so far: when none was done meanwhile, empty queues and an empty outbox were so at the same time.
    private func finishedJobs() async throws -> (live: Int, done: Int) {
        var (live, done) = (0, 0)
        for queue in Queues.all.map({ QueueAddress($0) }) {
            let statistics = try await self.queue.statistics(of: queue)
            live += statistics.live
            done += statistics.completedTotal
        }
        return (live, done)
    }

    private func unpublished() async throws -> Int64 {
        try await number(
            """
            SELECT (SELECT count(*) FROM outbox WHERE published_at IS NULL) + (SELECT count(*) FROM inbox)
                + (SELECT count(*) FROM boards WHERE pending_config IS NOT NULL)
            """
        )
    }
}
