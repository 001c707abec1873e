import JobQueue

extension QueueBench {
    private func beat(_ tokens: [ClaimToken]) async throws -> Set<ClaimToken> {
        let beat = WorkerBeat(identity: owner, startedAt: 0, concurrency: 1)
        return try await driver.beat(beat, renewing: tokens, on: queue, lease: .seconds(60)).lost
    }

    func renewedClaimIsNotReaped() async throws {
        try await enqueue(1)
        let claim = try await mustClaim(lease: .zero)
        let lost = try await beat([claim.token])
        let report = try await driver.reap(on: queue, limit: 10, rules: ReapRules())
        try require(lost.isEmpty && report == ReapReport(), "a renewed claim is safe", report)
        try require(try await driver.settle(claim.token, on: queue, []), "and still its worker's")
    }

    func lostClaimIsReportedByRenew() async throws {
        try await enqueue(2)
        let claim = try await mustClaim(1)
        let gone = ClaimToken()
        let lost = try await beat([gone, claim.token])
        try require(lost == [gone], "renew names the claims that are no longer held", lost)
    }

    func reapedJobsAreClaimedAlone() async throws {
        try await enqueue(3)
        _ = try await mustClaim(lease: .zero)
        let report = try await reapExpired()
        try require(report == ReapReport(claims: 1, redelivered: 3, parked: 0), "every job of the claim is given back", report)
        for _ in 0..<3 {
            let claim = try await mustClaim()
            try require(claim.jobs.count == 1 && claim.jobs[0].deliveries == 1, "a redelivered job comes alone and counted", claim.jobs)
        }
        try require(try await statistics().redeliveredTotal == 3, "redeliveries are counted")
    }

    func isolatedJobsAreClaimedAloneUncounted() async throws {
        let jobs = try await enqueue(3)
        let claim = try await mustClaim()
        _ = try await driver.settle(claim.token, on: queue, claim.jobs.map { .isolate($0) })
        for job in jobs {
            let again = try await mustClaim()
            try require(again.jobs == [job], "an isolated job comes alone, with nothing counted", again.jobs)
        }
        let picture = try await statistics()
        try require(picture.live == 3 && picture.completedTotal == 0 && picture.redeliveredTotal == 0, "and is still live", picture)
    }

    func reapedClaimCannotBeSettled() async throws {
        try await enqueue(1)
        let claim = try await mustClaim(lease: .zero)
        _ = try await reapExpired()
        let forward = [Settlement.forward(claim.jobs[0], to: next.name)]
        try require(try await !driver.settle(claim.token, on: queue, forward), "a worker that comes too late is told so")
        try require(try await driver.statistics(of: next).live == 0, "and changes nothing")
    }

    func outageDoesNotCountDeliveries() async throws {
        try await enqueue(1)
        _ = try await mustClaim(lease: .zero)
        _ = try await reapExpired(counts: false, maximum: 1)
        let claim = try await mustClaim()
        try require(claim.jobs[0].deliveries == 0, "an outage is not held against the job", claim.jobs)
    }

    func jobDeliveredTooOftenIsParked() async throws {
        let jobs = try await enqueue(1)
        for _ in 0..<2 {
            _ = try await mustClaim(lease: .zero)
            _ = try await reapExpired(maximum: 2)
        }
        let dead = try await driver.deadJobs(on: queue, limit: 10)
        try require(dead.count == 1 && dead[0].id == jobs[0].hexadecimalID && dead[0].reason.hasPrefix("poison: 2"), "a poison job is parked", dead)
        let picture = try await statistics()
        try require(picture.live == 0 && picture.bytes == 0, "and out of the way", picture)
    }

    func budgetRefusesBeforeAdding() async throws {
        let limits = QueueLimits(jobs: 2, bytes: 1 << 20)
        try await driver.enqueue([job(0), job(1)], on: queue, limits: limits)
        do {
            try await driver.enqueue([job(2)], on: queue, limits: limits)
            throw ConformanceFailure("a queue over its budget refuses")
        } catch let error as QueueError {
            try require(error.code == .full, "the refusal is typed", error)
        }
        try require(try await statistics().live == 2, "nothing was added")
        do {
            try await driver.enqueue([job(3)], on: next, limits: QueueLimits(jobs: 10, bytes: 20))
            throw ConformanceFailure("bytes are budgeted too")
        } catch let error as QueueError {
            try require(error.code == .full, "the refusal is typed", error)
        }
    }

    func pausedQueueHandsOutNothing() async throws {
        try await driver.setPaused(true, on: queue)
        try await enqueue(1)
        try require(try await claim() == nil, "a paused queue takes work but hands out none")
        try await driver.setPaused(false, on: queue)
        try require(try await mustClaim().jobs.count == 1, "and goes on when resumed")
    }

    func countersAddUp() async throws {
        try await enqueue(6, tenant: "a")
        try await enqueue(4, tenant: "b")
        let claim = try await mustClaim(5)
        let picture = try await statistics()
        let bytes = (claim.jobs + [] as [Job]).reduce(0) { $0 + JobEnvelope.encode($1).count } / claim.jobs.count * 10
        try require(picture.ready == 5 && picture.claimed == 5 && picture.claims == 1 && picture.live == 10, "each job is in one place", picture)
        try require(picture.bytes == bytes && picture.tenants == 2 && picture.enqueuedTotal == 10, "bytes and totals are right", picture)
        try require(picture.oldestEnqueuedAt.map { $0 < 1_700_000_000_010 } == true, "the oldest job is known", picture)
    }

    func wakesAWaiter() async throws {
        let waiter = driver.makeWaiter(for: queue)
        async let woken: Void = waiter.wait(upTo: .seconds(30))
        try await enqueue(1)
        await woken
        await waiter.close()
        try require(try await mustClaim().jobs.count == 1, "the work is there when the waiter returns")
    }
}
