import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import LeadrStore

/// Last stage of a submission: one transaction per batch, then the rank index, then the callers that wait (`design.md §4`).
///
/// Every step can be repeated. When one fails, the whole batch is handled again and gives the same answers.
public struct RankingStage: JobBatchHandler {
    private let transaction: RankingTransaction
    private let index: RankIndex
    private let announcer: ResultAnnouncer

    /// A stage on the database, the rank index and the reply channels.
    public init(transaction: RankingTransaction, index: RankIndex, announcer: ResultAnnouncer) {
        self.transaction = transaction
        self.index = index
        self.announcer = announcer
    }

    /// Ranks a batch. A submission that the database refuses for its data is buried; the others of its batch are ranked.
    ///
    /// - Throws: `PostgresError` or `RedisError` when a server is away; the batch waits.
    public func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        let batch = SubmissionBatch(jobs)
        let (result, poisoned) = try await transaction.applyIsolating(batch.readable)
        // Also when every event was known before: an earlier try may have ended between the commit and this step.
        try await index.apply(result.changes)
        try await announcer.announce(result.decisions, of: jobs)
        PipelineMetrics.ranked(jobs, decisions: result.decisions)
        let refused = Dictionary(poisoned.map { ($0.job.eventID, $0.error) }) { first, _ in first }
        return batch.outcomes { submission in
            refused[submission.eventID].map { .bury(reason: "refused by the database: \($0)") } ?? .complete
        }
    }
}

extension RankingStage {
    /// See ``JobQueue/JobBatchHandler/cause(of:)``.
    public func cause(of error: any Error) -> BatchErrorCause { StageErrors.cause(of: error) }
}
