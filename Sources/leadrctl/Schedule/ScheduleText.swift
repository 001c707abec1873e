import LeadrDomain
import LeadrServices
import LeadrStore

/// The schedule as text.
enum ScheduleText {
    /// Who leads, and a table of the tasks.
    static func schedule(_ schedule: SchedulePicture) -> String {
        let leader = schedule.leader.map { "leader: \($0.holder), term \($0.term)" } ?? "leader: none"
        guard !schedule.entries.isEmpty else { return leader + "\nno tasks: no scheduler has led yet, or background tasks are switched off" }
        var table = TextTable("TASK", ">EVERY", "NEXT SLOT", "LAST RUN", "OUTCOME", ">TOOK", "ASKED FOR")
        for entry in schedule.entries {
            let outcome = entry.lastRun?.outcome ?? (entry.isRecorded ? "" : "not recorded")
            table.add(
                entry.name,
                Shown.age(entry.interval),
                Shown.time(entry.nextSlotAt),
                Shown.time(entry.lastRun?.startedAt),
                outcome,
                Shown.age(entry.lastRun?.duration),
                entry.requestedAt.map { Shown.time($0) } ?? ""
            )
        }
        return leader + "\n" + table.text
    }

    /// A table of runs.
    static func history(_ runs: [TaskRun]) -> String {
        guard !runs.isEmpty else { return "no runs" }
        var table = TextTable("STARTED", "TASK", "KIND", ">SLOT", "OUTCOME", ">TOOK", ">ATTEMPTS", "BY", "ERROR")
        for run in runs {
            table.add(
                Shown.time(run.startedAt),
                run.task,
                run.kind,
                run.slot.map { "\($0)" } ?? "-",
                run.outcome,
                Shown.age(run.duration),
                "\(run.attempts)",
                run.requestedBy ?? run.holder,
                Shown.start(run.error ?? "", 80)
            )
        }
        return table.text
    }
}
