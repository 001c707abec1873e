import JobQueue
import LeadrJobs

extension Installation {
    /// What is wrong with the queues when nothing is left to do; empty when they are sound: no invariant is broken, and no claim or job is left.
    func fsck() async throws -> [String] {
        var problems: [String] = []
        for queue in Queues.all.map({ QueueAddress($0) }) {
            let check = try await self.queue.check(queue)
            problems += check.findings.map { "\(queue): \($0)" }
            let picture = try await self.queue.statistics(of: queue)
            if picture.live != 0 || picture.claims != 0 { problems.append("\(queue): \(picture.live) jobs and \(picture.claims) claims are left") }
        }
        return problems
    }
}
