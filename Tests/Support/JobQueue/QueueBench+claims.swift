import JobQueue

extension QueueBench {
    func claimsComeInOrder() async throws {
        let jobs = try await enqueue(5)
        let first = try await mustClaim(3)
        let second = try await mustClaim(3)
        try require(first.jobs + second.jobs == jobs, "jobs of a tenant are claimed in the order they came, with all their fields", first.jobs)
    }

    func emptyQueueGivesNothing() async throws {
        try require(try await claim() == nil, "an empty queue gives no claim")
    }

    func tenantsTakeTurns() async throws {
        try await enqueue(1000, tenant: "big")
        try await enqueue(3, tenant: "small")
        let claim = try await mustClaim(10)
        let small = claim.jobs.count { $0.tenant.text == "small" }
        try require(claim.jobs.count == 10 && small == 3, "one tenant's backlog does not hold up another's jobs", small)
    }

    func settledClaimIsGone() async throws {
        try await enqueue(3)
        let claim = try await mustClaim()
        try require(try await driver.settle(claim.token, on: queue, []), "a held claim can be settled")
        let picture = try await statistics()
        try require(picture.live == 0 && picture.claims == 0 && picture.bytes == 0 && picture.completedTotal == 3, "nothing remains", picture)
    }

    func settlingTwiceDoesNothing() async throws {
        try await enqueue(1)
        let claim = try await mustClaim()
        let forward = [Settlement.forward(claim.jobs[0], to: next.name)]
        try require(try await driver.settle(claim.token, on: queue, forward), "the first settle counts")
        try require(try await !driver.settle(claim.token, on: queue, forward), "the second is told that the claim is gone")
        try require(try await driver.statistics(of: next).ready == 1, "the job was forwarded once")
    }

    func forwardKeepsIdentityAndResetsCounters() async throws {
        let jobs = try await enqueue(2)
        _ = try await mustClaim(lease: .zero)
        _ = try await reapExpired()
        let claim = try await mustClaim()
        let forwarded = claim.jobs[0].forwarded(payload: Array("done".utf8))
        _ = try await driver.settle(claim.token, on: queue, [.forward(forwarded, to: next.name)])
        let arrived = try await mustClaim(from: next)
        let job = arrived.jobs[0]
        try require(job.id == jobs[0].id && job.enqueuedAt == jobs[0].enqueuedAt && job.replyTo == "c", "origin is kept", job)
        try require(job.deliveries == 0 && job.failures == 0 && job.payload == Array("done".utf8), "counters start again", job)
    }

    func retryWaitsAndCountsTheFailure() async throws {
        try await enqueue(1)
        let claim = try await mustClaim()
        var decision = claim.jobs[0]
        decision = try JobEnvelope.decode(JobEnvelope.encode(decision))
        _ = try await driver.settle(claim.token, on: queue, [.retry(decision, after: .milliseconds(800))])
        let waiting = try await statistics()
        try require(waiting.delayed == 1 && waiting.ready == 0, "a retried job waits", waiting)
        try require(try await self.claim() == nil, "and is not handed out before its time")
        var again: Claim?
        _ = try await eventually {
            again = try await self.claim()
            return again != nil
        }
        try require(again?.jobs.count == 1, "it comes when its time has come")
        try require(try await statistics().retriedTotal == 1, "the retry is counted")
    }

    func buriedJobIsKeptWithItsReason() async throws {
        let jobs = try await enqueue(1)
        let claim = try await mustClaim()
        let letter = DeadJob(id: jobs[0].hexadecimalID, reason: "it said\nno", envelope: JobEnvelope.encode(jobs[0]))
        _ = try await driver.settle(claim.token, on: queue, [.bury(letter)])
        try require(try await driver.deadJobs(on: queue, limit: 10) == [letter], "the dead letter is kept as it was")
        let picture = try await statistics()
        try require(picture.dead == 1 && picture.live == 0 && picture.completedTotal == 0, "it left the live queue", picture)
    }

    func handedBackJobsComeFirstAgainUncounted() async throws {
        let jobs = try await enqueue(4)
        let claim = try await mustClaim(2)
        try require(try await driver.handBack(claim.token, on: queue) == 2, "both jobs are given back")
        let again = try await mustClaim(4)
        try require(again.jobs == jobs, "they are first again, with nothing counted", again.jobs)
        try require(try await driver.handBack(ClaimToken(), on: queue) == 0, "an unknown claim gives back nothing")
    }
}
