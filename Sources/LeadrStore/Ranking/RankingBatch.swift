import LeadrDomain
import LeadrJobs

/// The jobs of one transaction, each event once, in the orders in which the statements take their rows.
struct RankingBatch: Sendable {
    /// One submission and the event it becomes.
    struct Item: Sendable {
        let job: SubmissionJob
        let event: ScoreEvent
    }

    /// By event id. A job that was delivered twice within the batch is here once.
    let items: [Item]
    /// Boards of the events, ascending.
    let boardIDs: [BoardID]
    /// Keys of the ranked rows that events may change, ascending. RUN_RUNS boards have none, rejected events neither.
    let stateKeys: [StateKey]

    init(_ jobs: [SubmissionJob]) {
        var seen = Set<ScoreEventID>(minimumCapacity: jobs.count)
        items = jobs.filter { seen.insert($0.eventID).inserted }
            .map { Item(job: $0, event: ScoreEvent($0)) }
            .sorted { $0.event.id < $1.event.id }
        boardIDs = Set(items.map(\.event.boardID)).sorted()
        let counted = items.filter { $0.job.boardType != .runRuns && $0.event.rejectedReason == nil }
        stateKeys = Set(counted.map { StateKey($0.event) }).sorted()
    }
}
