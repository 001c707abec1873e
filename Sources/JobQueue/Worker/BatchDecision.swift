import Logging

/// Turns a handler's outcomes into settlements: applies the retry policy and counts what happened.
struct BatchDecision {
    private(set) var settlements: [Settlement] = []
    private(set) var counts: [String: Int] = [:]
    /// Jobs that did not end well, for the log.
    private(set) var failures: [Failure] = []

    /// What an operator wants to know about a job that was buried or is tried again.
    struct Failure {
        let metadata: Logger.Metadata
        let reason: String
        let isBuried: Bool
    }

    init(claim: Claim, outcomes: [JobOutcome], policy: RetryPolicy) {
        buryMalformed(claim)
        for (job, outcome) in zip(claim.jobs, outcomes) { decide(job, outcome, policy) }
    }

    /// The handler did not answer in time, or fails on the batch whatever it waits for. Nobody knows which job is to blame, so each runs alone then; a
    /// job that was alone has failed.
    init(undecidable claim: Claim, reason: String, policy: RetryPolicy) {
        buryMalformed(claim)
        for job in claim.jobs {
            if claim.jobs.count == 1 { fail(job.failedOnceMore(), reason, nil, policy) } else { isolate(job, reason) }
        }
    }

    private mutating func buryMalformed(_ claim: Claim) {
        for entry in claim.malformed {
            count("malformed")
            let letter = DeadJob(id: ClaimToken().text, reason: "malformed: the entry is no job envelope", envelope: entry)
            failures.append(Failure(metadata: ["dead_id": .string(letter.id)], reason: letter.reason, isBuried: true))
            settlements.append(.bury(letter))
        }
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
        case .postpone(let delay):
            count("postponed")
            settlements.append(.retry(job, after: delay))
        case .bury(let reason):
            bury(job, reason)
        }
    }

    private mutating func bury(_ job: Job, _ reason: String) {
        count("buried")
        note(job, reason, isBuried: true)
        settlements.append(.bury(DeadJob(id: job.hexadecimalID, reason: reason, envelope: JobEnvelope.encode(job))))
    }

    private mutating func fail(_ job: Job, _ error: String, _ delay: Duration?, _ policy: RetryPolicy) {
        if policy.isExhausted(afterFailures: job.failures) {
            bury(job, "failed \(job.failures) times, last: \(error)")
        } else {
            count("retried")
            note(job, error, isBuried: false)
            settlements.append(.retry(job, after: delay ?? policy.delay(afterFailures: job.failures)))
        }
    }

    private mutating func isolate(_ job: Job, _ error: String) {
        count("isolated")
        note(job, error, isBuried: false)
        settlements.append(.isolate(job))
    }

    private mutating func note(_ job: Job, _ reason: String, isBuried: Bool) {
        failures.append(Failure(metadata: job.logMetadata, reason: reason, isBuried: isBuried))
    }

    private mutating func count(_ outcome: String) {
        counts[outcome, default: 0] += 1
    }
}
