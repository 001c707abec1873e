import JobQueue

extension Installation {
    /// What is wrong with the queues when nothing is left to do; empty when they are sound.
    ///
    /// Every claim is gone, no job waits, and every job that entered left by completion or as a dead letter.
    func fsck() async throws -> [String] {
        var problems: [String] = []
        for queue in ProcessKind.workers.compactMap(\.queue) {
            let picture = try await self.queue.statistics(of: queue)
            if picture.claims != 0 || picture.claimed != 0 {
                problems.append("\(queue): \(picture.claims) claims of \(picture.claimed) jobs are left")
            }
            if picture.live != 0 { problems.append("\(queue): \(picture.live) jobs are left") }
            if picture.bytes != 0 { problems.append("\(queue): \(picture.bytes) bytes without a job") }
            if picture.enqueuedTotal != picture.completedTotal + picture.buriedTotal {
                problems.append("\(queue): \(picture.enqueuedTotal) entered, \(picture.completedTotal) left and \(picture.buriedTotal) were buried")
            }
        }
        return problems
    }
}
