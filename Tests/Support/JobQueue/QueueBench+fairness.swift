import JobQueue

extension QueueBench {
    func leaseThatNobodyMissedIsNotCounted() async throws {
        let jobs = try await enqueue(3)
        _ = try await mustClaim(lease: .zero)
        let rules = ReapRules(maximumDeliveries: 1, longestOverdue: .zero)
        let isReaped = try await eventually { try await driver.reap(on: queue, limit: 10, rules: rules).redelivered == 3 }
        try require(isReaped, "a lease that ended while nobody looked costs its jobs nothing")
        try require(try await mustClaim().jobs == jobs, "and they come as they were, in their order, together")
    }

    func jobsClaimedAloneAndOthersTakeTurns() async throws {
        try await enqueue(3)
        _ = try await mustClaim(lease: .zero)
        _ = try await reapExpired()
        try await enqueue(4)
        let sizes = [try await mustClaim(2), try await mustClaim(2), try await mustClaim(2), try await mustClaim(2)].map(\.jobs.count)
        try require(sizes == [1, 2, 1, 2], "many that run alone do not hold up the others, nor the other way round", sizes)
    }

    func redeliveredJobStaysAloneAfterARetry() async throws {
        try await enqueue(1)
        _ = try await mustClaim(lease: .zero)
        _ = try await reapExpired()
        let claim = try await mustClaim()
        _ = try await driver.settle(claim.token, on: queue, [.retry(claim.jobs[0], after: .zero)])
        try await enqueue(2)
        let claims = [try await mustClaim().jobs, try await mustClaim().jobs]
        let alone = claims.contains { $0.count == 1 && $0[0].deliveries == 1 } && claims.contains { $0.count == 2 }
        try require(alone, "what took a worker down runs alone after a retry as well", claims)
    }

    func budgetCountsTheQueuesItIsSharedWith() async throws {
        try await driver.enqueue([job(0), job(1)], on: next, limits: nil)
        let limits = QueueLimits(jobs: 3, bytes: 1 << 20, sharedWith: [next.name])
        try await driver.enqueue([job(2)], on: queue, limits: limits)
        do {
            try await driver.enqueue([job(3)], on: queue, limits: limits)
            throw ConformanceFailure("a backlog behind the door counts as well")
        } catch let error as QueueError {
            try require(error.code == .full, "the refusal is typed", error)
        }
    }
}
