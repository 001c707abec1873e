import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import Logging
import Metrics

/// First stage: attaches a verdict to the submissions that are to be checked, and passes all of them on (`contract/scoring.md §6`).
///
/// It rejects nothing itself. The ranking stage acts on the verdict, in the transaction that stores the event.
public struct AntiCheatStage: JobBatchHandler {
    private let store: AntiCheatStore
    private let logger: Logger

    /// A stage on the windows and verdicts in Redis.
    public init(store: AntiCheatStore, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    /// Evaluates a batch; a submission evaluated before gets the verdict it got then.
    ///
    /// - Throws: `RedisError` when the windows are out of reach; the batch waits.
    public func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        let batch = SubmissionBatch(jobs)
        let checked = batch.readable.filter(\.runsAntiCheat)
        let verdicts = try await store.judge(checked.map(AntiCheatCase.init))
        let byEvent = Dictionary(zip(checked.map(\.eventID), verdicts)) { first, _ in first }
        for verdict in byEvent.values { count(verdict) }
        return batch.outcomes { submission in
            var next = submission
            next.verdict = byEvent[submission.eventID]
            return .forward(to: Queues.geoIP, payload: next.encoded())
        }
    }

    private func count(_ verdict: AntiCheatVerdict) {
        guard let type = verdict.flagType else { return }
        let confidence = verdict.confidence?.rawValue ?? "none"
        Counter(label: "anticheat_flags_total", dimensions: [("type", type.rawValue), ("confidence", confidence)]).increment()
    }
}

extension AntiCheatCase {
    /// What the checks need of a submission; deltas of counters are never duplicates.
    init(_ job: SubmissionJob) {
        self.init(
            eventID: job.eventID,
            boardID: job.boardID,
            identityID: job.identityID,
            submission: AntiCheatSubmission(acceptedAt: job.acceptedAt, value: job.boardType == .counter ? nil : job.value)
        )
    }
}

extension AntiCheatStage {
    /// See ``JobQueue/JobBatchHandler/cause(of:)``.
    public func cause(of error: any Error) -> BatchErrorCause { StageErrors.cause(of: error) }
}
