/// Judges a history: every slot of every recorded task ran exactly once, or was missed as the task's policy says while nobody led.
struct ScheduleVerdict {
    /// A time without a leader, in microseconds since the epoch.
    struct Gap {
        /// When the leader was stopped.
        var from: Int64
        /// When the next one ran its first slot.
        var to: Int64
        /// Whether the leader was only stopped for a while, and may have ended a run long after the next one came.
        var isFreeze = false
    }

    let history: ScheduleHistory
    let gaps: [Gap]
    /// Slots that ended before this must be there.
    let end: Int64
    /// How much later than its first slot of all a new leader may take the present slot of some task.
    var slack: Int64 = 2_000_000

    /// What is wrong; empty when all is well.
    var objections: [String] {
        history.tasks.filter(\.isRecorded).flatMap(judge) + termObjections
    }

    /// How many slots ran, and how many were missed.
    var counts: (ran: Int, missed: Int64, madeUpFor: Int) {
        var missed: Int64 = 0
        for task in history.tasks where task.isRecorded {
            let slots = slotRuns(of: task).compactMap(\.slot)
            guard let first = slots.min(), let last = slots.max() else { continue }
            missed += last - first + 1 - Int64(Set(slots).count)
        }
        return (history.runs.count { $0.slot != nil }, missed, history.runs.count { $0.kind == "catch_up" })
    }

    private func slotRuns(of task: ScheduleHistory.Task) -> [ScheduleHistory.Run] {
        history.runs.filter { $0.task == task.name && $0.slot != nil }.sorted { ($0.slot ?? 0) < ($1.slot ?? 0) }
    }

    private func judge(_ task: ScheduleHistory.Task) -> [String] {
        let runs = slotRuns(of: task)
        guard let first = runs.first?.slot else { return ["\(task.name): never ran"] }
        return runs.flatMap { timing(of: $0, task) } + overlaps(task) + missing(runs, from: first, task) + policy(runs, task)
    }

    /// A slot begins within its time, and one made up for after it.
    private func timing(of run: ScheduleHistory.Run, _ task: ScheduleHistory.Task) -> [String] {
        guard let slot = run.slot else { return [] }
        let start = task.start(of: slot)
        var found: [String] = []
        if run.due != start { found.append("\(task.name) \(slot): is due at \(run.due) instead of \(start)") }
        // The claim is written a moment after the decision, so a slot made up for may look as if it were the present one, and the other way round.
        if run.kind == "slot", !(start - slack..<start + task.interval + slack).contains(run.started) {
            found.append("\(task.name) \(slot): began at \(run.started), outside of its slot from \(start)")
        }
        if run.kind == "catch_up", run.started < start + task.interval - slack {
            found.append("\(task.name) \(slot): was made up for before it had passed")
        }
        return found
    }

    /// Runs of one task follow each other; of one that was interrupted only the beginning is known.
    private func overlaps(_ task: ScheduleHistory.Task) -> [String] {
        let runs = history.runs.filter { $0.task == task.name }.sorted { $0.started < $1.started }
        return zip(runs, runs.dropFirst()).compactMap { earlier, later in
            guard earlier.outcome != "interrupted", let finished = earlier.finished, finished > later.started, !wasFrozen(earlier) else { return nil }
            return "\(task.name): the run of \(later.started) began before that of \(earlier.started) had ended"
        }
    }

    private func wasFrozen(_ run: ScheduleHistory.Run) -> Bool {
        gaps.contains { $0.isFreeze && run.started <= $0.from + slack && (run.finished ?? .max) >= $0.to }
    }

    private func missing(_ runs: [ScheduleHistory.Run], from first: Int64, _ task: ScheduleHistory.Task) -> [String] {
        var found: [String] = []
        var counts: [Int64: Int] = [:]
        for run in runs { counts[run.slot ?? 0, default: 0] += 1 }
        var slot = first
        while task.start(of: slot + 1) <= end {
            switch counts[slot, default: 0] {
            case 0 where !isExcused(until: task.start(of: slot + 1)): found.append("\(task.name) \(slot): did not run, though somebody led")
            case 0, 1: break
            case let count: found.append("\(task.name) \(slot): ran \(count) times")
            }
            slot += 1
        }
        return found
    }

    /// Whether a slot that ended then had no leader at its end; who comes before its end takes it.
    private func isExcused(until end: Int64) -> Bool {
        gaps.contains { $0.from < end && end <= $0.to + slack }
    }

    /// After a gap comes the newest slot of it, when the task makes up for missed slots; else none is ever made up for. Slots that passed while the run
    /// before went on were not missed for want of a leader.
    private func policy(_ runs: [ScheduleHistory.Run], _ task: ScheduleHistory.Task) -> [String] {
        guard task.runsMissedOnce else {
            return runs.filter { $0.kind == "catch_up" }.map { "\(task.name) \($0.slot ?? 0): was made up for" }
        }
        return zip(runs, runs.dropFirst()).compactMap { earlier, later in
            guard let before = earlier.slot, let slot = later.slot, slot > before + 1, later.kind != "catch_up" else { return nil }
            if let finished = earlier.finished, earlier.term == later.term, finished >= task.start(of: slot) { return nil }
            return "\(task.name): of the slots missed before \(slot) none was made up for; before: \(earlier), then: \(later)"
        }
    }

    /// Nobody begins a run under a term after another had begun one under a later term.
    private var termObjections: [String] {
        var firstOfTerm: [Int64: Int64] = [:]
        for run in history.runs { firstOfTerm[run.term] = min(firstOfTerm[run.term] ?? .max, run.started) }
        return history.runs.compactMap { run in
            guard let term = firstOfTerm.first(where: { $0.key > run.term && $0.value < run.started }) else { return nil }
            return "\(run.task): began at \(run.started) under term \(run.term), after term \(term.key) had begun"
        }
    }
}
