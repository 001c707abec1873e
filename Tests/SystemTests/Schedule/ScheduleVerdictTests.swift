import Foundation
import Testing

extension SystemTests {
    /// The judge itself, on histories whose fault is plain.
    @Suite struct ScheduleVerdictTests {
        private static let second: Int64 = 1_000_000

        private func task(runsMissedOnce: Bool = false) -> ScheduleHistory.Task {
            ScheduleHistory.Task(name: "t", interval: 10 * Self.second, offset: 0, isRecorded: true, runsMissedOnce: runsMissedOnce)
        }

        private func run(_ slot: Int64, term: Int64 = 1, kind: String = "slot", late seconds: Int64 = 0) -> ScheduleHistory.Run {
            let due = slot * 10 * Self.second
            let started = due + seconds * Self.second + 1000
            return ScheduleHistory.Run(
                id: UUID(),
                task: "t",
                kind: kind,
                slot: slot,
                term: term,
                due: due,
                started: started,
                finished: started + 1000,
                outcome: "succeeded"
            )
        }

        private func objections(_ runs: [ScheduleHistory.Run], gaps: [ScheduleVerdict.Gap] = [], runsMissedOnce: Bool = false) -> Int {
            let history = ScheduleHistory(tasks: [task(runsMissedOnce: runsMissedOnce)], runs: runs)
            return ScheduleVerdict(history: history, gaps: gaps, end: 60 * Self.second).objections.count
        }

        private var gap: ScheduleVerdict.Gap { ScheduleVerdict.Gap(from: 31 * Self.second, to: 51 * Self.second) }

        @Test func `a complete history passes, and one with a gap that is known`() {
            #expect(objections((1...5).map { run($0) }) == 0)
            #expect(objections([run(1), run(2), run(3), run(5, term: 2, late: 1)], gaps: [gap]) == 0)
        }

        @Test func `a slot that is not there, is there twice, or began at the wrong time is found`() {
            #expect(objections([run(1), run(2), run(4), run(5)]) == 1)
            #expect(objections((1...5).map { run($0) } + [run(3, late: 2)]) == 1)
            #expect(objections([run(1), run(2), run(3, late: 15), run(4), run(5)]) > 0)
            #expect(objections([]) == 1)
        }

        @Test func `a slot that the next leader still had time for is no part of the gap`() {
            let gap = ScheduleVerdict.Gap(from: 31 * Self.second, to: 45 * Self.second)
            #expect(objections([run(1), run(2), run(3), run(5, term: 2)], gaps: [gap]) == 1)
        }

        @Test func `a run under an old term is found`() {
            #expect(objections([run(1), run(2, term: 2), run(3), run(4, term: 2), run(5, term: 2)]) == 1)
        }

        @Test func `what is made up for follows the policy`() {
            let madeUp = [run(1), run(2), run(4, term: 2, kind: "catch_up", late: 11), run(5, term: 2, late: 2)]
            let gap = ScheduleVerdict.Gap(from: 29 * Self.second, to: 51 * Self.second)
            #expect(objections(madeUp, gaps: [gap], runsMissedOnce: true) == 0)
            #expect(objections(madeUp, gaps: [gap]) == 1, "this task skips")
            #expect(objections([run(1), run(2), run(5, term: 2, late: 1)], gaps: [gap], runsMissedOnce: true) == 1)
        }
    }
}
