import Foundation
import JobQueue
import LeadrDomain
import LeadrStore
import Metrics

/// Metrics of the pipeline as a whole (`contract/architecture-checklist.md §6`).
enum PipelineMetrics {
    private static let latency = Timer(label: "score_pipeline_latency_seconds")

    /// Notes the time from acceptance to rank of the submissions of a batch, and how they ended.
    static func ranked(_ jobs: [Job], decisions: [ScoreEventID: SubmissionDecision]) {
        let now = SystemClock().now().microseconds / 1000
        for job in jobs where decisions[ScoreEventID(job.id)] != nil {
            latency.recordMilliseconds(max(0, now - job.enqueuedAt))
        }
        let accepted = decisions.values.count { if case .accepted = $0 { true } else { false } }
        count("accepted", accepted)
        count("rejected", decisions.count - accepted)
    }

    private static func count(_ status: String, _ number: Int) {
        guard number > 0 else { return }
        Counter(label: "submissions_decided_total", dimensions: [("status", status)]).increment(by: number)
    }
}
