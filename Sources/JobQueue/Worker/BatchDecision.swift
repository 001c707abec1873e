/// Turns a handler's outcomes into settlements: applies the retry policy and counts what happened.
struct BatchDecision {
    private(set) var settlements: [Settlement] = []
    private(set) var counts: [String: Int] = [:]
    /// Jobs that did not end well, for the log.
    private(set) var failures: [Failure] = []

    /// What an operator wants to know about a job that was buried or is tried again.
    struct Failure {
        let job: Job
        let reason: String
        let isBuried: Bool
    }

    init(claim: Claim, outcomes: [JobOutcome], policy: RetryPolicy) {
        for entry in claim.malformed {
            count("malformed")
            settlements.append(.bury(DeadJob(id: ClaimToken().text, reason: "malformed: the entry is no job envelope", envelope: entry)))
        }
        for (job, outcome) in zip(claim.jobs, outcomes) { decide(job, outcome, policy) }
    }

    private mutating func decide(_ job: Job, _ outcome: JobOutcome, _ policy: RetryPolicy) {
        switch outcome {
        case .complete:
            count("completed")
        case .forward(let queue, let payload):
            count("completed")
            settlements.append(.forward(job.forwarded(payload: payload), to: queue))
        case .retry(let error, let delay):
            fail(job.failedOnceMore(), error, delay, policy)
        case .bury(let reason):
            bury(job, reason)
        }
    }

    private mutating func bury(_ job: Job, _ reason: String) {
        count("buried")
        failures.append(Failure(job: job, reason: reason, isBuried: true))
        settlements.append(.bury(letter(job, reason)))
    }

    private mutating func fail(_ job: Job, _ error: String, _ delay: Duration?, _ policy: RetryPolicy) {
        if policy.isExhausted(afterFailures: job.failures) {
            bury(job, "failed \(job.failures) times, last: \(error)")
        } else {
            count("retried")
            failures.append(Failure(job: job, reason: error, isBuried: false))
            settlements.append(.retry(job, after: delay ?? policy.delay(afterFailures: job.failures)))
        }
    }

    private func letter(_ job: Job, _ reason: String) -> DeadJob {
        DeadJob(id: job.hexadecimalID, reason: reason, envelope: JobEnvelope.encode(job))
    }

    private mutating func count(_ outcome: String) {
        counts[outcome, default: 0] += 1
    }
}
