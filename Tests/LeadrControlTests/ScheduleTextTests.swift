import ByteJSON
import Foundation
import LeadrDomain
import LeadrServices
import Testing

@testable import LeadrStore
@testable import leadrctl

@Suite struct ScheduleTextTests {
    private let start = Timestamp(microseconds: 1_700_000_000_000_000)

    private func run(_ outcome: String) -> TaskRun {
        TaskRun(
            id: TaskRunID(UUID()),
            task: "tidy",
            kind: "slot",
            slot: 7,
            dueAt: start,
            startedAt: start,
            finishedAt: start + .seconds(3),
            outcome: outcome,
            attempts: 2,
            error: outcome == "failed" ? "boom\nbang" : nil,
            holder: "scheduler:1",
            term: 4,
            requestedBy: nil
        )
    }

    @Test func `a run is one line, with how long it took`() {
        let lines = ScheduleText.history([run("failed")]).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[1] == "2023-11-14T22:13:20Z  tidy  slot     7  failed     3s         2  scheduler:1  boom bang")
        #expect(ScheduleText.history([]) == "no runs")
    }

    @Test func `how long an interrupted run took is not known`() {
        #expect(run("interrupted").duration == nil && run("succeeded").duration == .seconds(3))
        #expect(run("interrupted").jsonDescription().object?["duration_seconds"] == .null)
    }

    @Test func `the schedule tells who leads, and what there is to do about none`() {
        #expect(ScheduleText.schedule(SchedulePicture(leader: nil, entries: [])).hasPrefix("leader: none\nno tasks"))
        let entry = ScheduleEntry(
            name: "tidy",
            interval: .seconds(60),
            offset: .zero,
            timeout: nil,
            attempts: 5,
            alerts: true,
            isRecorded: true,
            missedSlots: "skip",
            nextSlotAt: start,
            requestedAt: nil,
            lastRun: run("succeeded")
        )
        let text = ScheduleText.schedule(SchedulePicture(leader: ScheduleLeader(holder: "a", term: 3), entries: [entry]))
        #expect(text.hasPrefix("leader: a, term 3\nTASK") && text.contains("succeeded"))
    }
}
