import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrServices

/// Counts the jobs of each account that a handler decided about.
struct MeteredHandler<Base: JobBatchHandler>: JobBatchHandler {
    let base: Base
    let usage: UsageMeter

    func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        let outcomes = try await base.handle(jobs)
        var counts: [Tenant: Int] = [:]
        for (job, outcome) in zip(jobs, outcomes) where outcome.isFinal { counts[job.tenant, default: 0] += 1 }
        // Work of the installation itself belongs to no account.
        for (tenant, count) in counts {
            if let account = tenant.accountID { usage.count(.backgroundJobs, for: account, count) }
        }
        return outcomes
    }

    func cause(of error: any Error) -> BatchErrorCause { base.cause(of: error) }
}

extension JobOutcome {
    /// Whether the job is decided about; one that comes again is counted then.
    fileprivate var isFinal: Bool {
        switch self {
        case .complete, .forward, .bury: true
        case .retry, .postpone: false
        }
    }
}
