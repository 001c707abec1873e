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
    private let metrics: AntiCheatMetrics
    private let logger: Logger

    /// A stage on the windows and verdicts in Redis.
    ///
    /// - Parameter metrics: Where the checks are counted.
    public init(store: AntiCheatStore, logger: Logger, metrics: any MetricsFactory = MetricsSystem.factory) {
        self.store = store
        self.metrics = AntiCheatMetrics(factory: metrics)
        self.logger = logger
    }

    /// Evaluates a batch; a submission evaluated before gets the verdict it got then, and is neither counted nor logged again.
    ///
    /// - Throws: `RedisError` when the windows are out of reach; the batch waits.
    public func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        let batch = SubmissionBatch(jobs)
        let cases = batch.readable.filter(\.runsAntiCheat).map(AntiCheatCase.init)
        let judged = zip(cases, try await store.judge(cases))
        let byEvent = Dictionary(judged.map { ($0.eventID, (case: $0, judgement: $1)) }) { first, _ in first }
        report(byEvent.values.filter(\.judgement.isNew).map { ($0.case, $0.judgement.verdict) })
        return batch.outcomes { submission in
            var next = submission
            next.verdict = byEvent[submission.eventID]?.judgement.verdict
            return .forward(to: Queues.geoIP, payload: next.encoded())
        }
    }

    private func report(_ judged: [(case: AntiCheatCase, verdict: AntiCheatVerdict)]) {
        var tally = AntiCheatTally(rules: store.evaluator.detectors.map(\.rule))
        for (item, verdict) in judged {
            tally.add(verdict)
            if verdict.action == .accept, let explanation = verdict.explanation { log(explanation, item) }
        }
        metrics.count(tally)
    }

    /// The only trace of a dry run's finding besides its event.
    private func log(_ explanation: AntiCheatExplanation, _ item: AntiCheatCase) {
        logger.notice(
            "An anti-cheat check struck; the submission is accepted, since checks only log",
            metadata: [
                "rule": "\(explanation.rule)", "action": "\(explanation.action.rawValue)", "measured": "\(explanation.measured)",
                "limit": "\(explanation.limit)", "event_id": "\(item.eventID)", "board_id": "\(item.boardID)",
                "identity_id": "\(item.identityID)",
            ]
        )
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
