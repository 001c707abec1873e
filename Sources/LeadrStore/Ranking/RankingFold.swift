import Foundation
import LeadrDomain
import LeadrJobs

/// The decisions of one ranking transaction: from what is stored and what was submitted to what must be written. No I/O.
struct RankingFold: Sendable {
    let batch: RankingBatch
    let reads: RankingReads
    let now: Timestamp
    /// Events that take effect now, on boards that are there, in the total order. Name claims remove the losers.
    private(set) var effective: [ScoreEvent]
    private var losers: Set<ScoreEventID> = []

    init(batch: RankingBatch, reads: RankingReads, now: Timestamp) {
        self.batch = batch
        self.reads = reads
        self.now = now
        effective = batch.items.map(\.event)
            .filter { event in
                guard let board = reads.boards[event.boardID], !board.isDeleted else { return false }
                return reads.isUndecided(event) && event.rejectedReason == nil
            }
            .sorted { $0.order < $1.order }
    }

    /// Events that take effect on boards where a name belongs to one player.
    var namedEvents: [ScoreEvent] {
        effective.filter { reads.boards[$0.boardID]?.uniquePlayerNames == true }
    }

    /// Drops the events whose names belong to others.
    mutating func reject(_ events: Set<ScoreEventID>) {
        losers = events
        effective.removeAll { events.contains($0.id) }
    }

    /// Everything to write.
    func writes() -> RankingWrites {
        var writes = RankingWrites()
        writes.states = stateChanges()
        let written = Set(writes.states.map { StateKey($0.state) })
        writes.unused = reads.reserved.filter { !written.contains($0.key) }.map(\.value)
        writes.entries = runEntries()
        writes.ratioSources = writes.states.filter(concernsRatios).map { StateKey($0.state) }
        for item in batch.items { add(item, to: &writes) }
        addNews(to: &writes)
        writes.evaluations = SubmissionEvaluation.summarise(
            batch.items.filter { $0.job.verdict != nil && reads.isUndecided($0.event) && !losers.contains($0.event.id) }.map(\.event)
        )
        writes.displayNames = DisplayNameChange.newest(
            batch.items.compactMap { item in
                item.job.submittedName.map {
                    DisplayNameChange(identityID: item.event.identityID, name: $0, acceptedAt: item.event.acceptedAt)
                }
            }
        )
        return writes
    }

    /// Decisions about all events of the batch.
    func decisions() -> [ScoreEventID: SubmissionDecision] {
        var decisions: [ScoreEventID: SubmissionDecision] = [:]
        decisions.reserveCapacity(batch.items.count)
        for item in batch.items {
            decisions[item.event.id] =
                rejection(of: item.event).map { .rejected($0) }
                ?? .accepted(item.event.id, key: StateKey(item.event), isRunEntry: item.job.boardType == .runRuns)
        }
        return decisions
    }

    /// Rows of all keys after the writes, states that did not change included.
    func rows(after writes: RankingWrites) -> [RankedRow] {
        var states = reads.states
        for change in writes.states { states[StateKey(change.state)] = change.state }
        return states.values.map { RankedRow($0) } + writes.entries.map { RankedRow($0) }
    }

    /// Whether a ratio may come out otherwise: it takes value, name and creation time of its sources, not the number of events.
    private func concernsRatios(_ change: StateChange) -> Bool {
        guard reads.boards[change.state.boardID]?.feedsRatio == true else { return false }
        return change.kind != .counted || reads.states[StateKey(change.state)]?.createdAt != change.state.createdAt
    }

    private func addNews(to writes: inout RankingWrites) {
        let flagged = Set(writes.flags.map(\.eventID))
        for event in effective {
            if let board = reads.boards[event.boardID] { writes.news.accept(event, isFlagged: flagged.contains(event.id), on: board) }
        }
        writes.news.note(writes.states.map { RankedRow($0.state) }, on: reads.boards)
        writes.news.note(writes.entries.map { RankedRow($0) }, on: reads.boards)
    }

    private func rejection(of event: ScoreEvent) -> SubmissionRejection? {
        if let known = reads.rejections[event.id] { return known }
        guard reads.newEvents.contains(event.id) else { return nil }
        if losers.contains(event.id) { return .nameTaken }
        return event.rejectedReason.map { .antiCheat($0) }
    }

    private func stateChanges() -> [StateChange] {
        let byKey = Dictionary(grouping: effective.filter { reads.boards[$0.boardID]?.fold != nil }, by: { StateKey($0) })
        // In the order of the keys, in which the rows were locked.
        return batch.stateKeys.compactMap { key in
            guard let events = byKey[key], let fold = reads.boards[key.boardID]?.fold else { return nil }
            return fold.fold(events, into: reads.states[key], now: now)
        }
    }

    private func runEntries() -> [RunEntry] {
        effective.compactMap { event in
            guard let board = reads.boards[event.boardID], board.boardType == .runRuns else { return nil }
            return RunEntry(event: event, isDescending: board.isDescending, now: now)
        }
        .sorted { $0.id < $1.id }
    }

    private func add(_ item: RankingBatch.Item, to writes: inout RankingWrites) {
        let event = item.event
        guard reads.newEvents.contains(event.id) else {
            if item.job.boardType == .runRuns { writes.knownEntries.append(DerivedID.runEntry(event: event.id)) }
            return
        }
        guard let rejection = rejection(of: event) else {
            if let verdict = item.job.verdict, verdict.action == .flag { writes.flags.append((event.id, verdict)) }
            return
        }
        let wasDecided = reads.rejections[event.id] != nil
        if !wasDecided { writes.rejections.append((event, rejection)) }
        // Decided before, yet new: whoever decided it stored no event, so none must stay now.
        if wasDecided || losers.contains(event.id) { writes.withdrawn.append(event.id) }
    }
}

extension StateKey {
    /// The key of a stored row.
    init(_ state: BoardState) {
        self.init(boardID: state.boardID, identityID: state.identityID, isTest: state.isTest)
    }
}
