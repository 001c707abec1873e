import Testing

@testable import Scheduling

@Suite struct SlotJitterTests {
    private let jitter = SlotJitter(limit: .seconds(10))

    @Test func `the shift of a task is the same in every process`() {
        // What FNV-1a makes of "a", modulo 2^20 microseconds.
        let hash: UInt64 = 0xAF63_DC4C_8601_EC8C
        let offset = SlotJitter(limit: .microseconds(1 << 20)).offset(of: "a", interval: .seconds(60))
        #expect(offset == .microseconds(Int64(hash % (1 << 20))))
    }

    @Test func `no task is shifted beyond the limit or half of its interval`() {
        for name in (0..<200).map({ "task-\($0)" }) {
            #expect((.zero..<Duration.seconds(10)).contains(jitter.offset(of: name, interval: .seconds(60))))
            #expect((.zero..<Duration.seconds(1)).contains(jitter.offset(of: name, interval: .seconds(2))))
            #expect(SlotJitter(limit: .zero).offset(of: name, interval: .seconds(60)) == .zero)
        }
    }

    @Test func `tasks of one interval are spread`() {
        let seconds = Set((0..<100).map { jitter.offset(of: "task-\($0)", interval: .seconds(60)).wholeMicroseconds / 1_000_000 })
        #expect(seconds.count == 10)
    }

    @Test func `a shifted grid has every moment in exactly one slot`() {
        let grid = SlotGrid(interval: .seconds(60), offset: .seconds(7))
        for (second, slot) in [(6, -1), (7, 0), (66, 0), (67, 1), (127, 2), (-53, -1), (-54, -2)] as [(Int64, Int64)] {
            #expect(grid.slot(at: StoreTime(microseconds: second * 1_000_000)) == Slot(slot), "\(second) s")
        }
        for second in Int64(-200)...200 {
            let time = StoreTime(microseconds: second * 1_000_000)
            let slot = grid.slot(at: time)
            #expect(grid.start(of: slot) <= time && time < grid.start(of: Slot(slot.number + 1)))
            #expect(grid.slot(at: time + grid.untilNextSlot(from: time)) == Slot(slot.number + 1))
        }
    }

    @Test func `two tasks of one interval start apart, each once per slot and at once when the scheduler starts`() async throws {
        let trial = SchedulerTrial()
        let tasks = ["a", "b"].map { name in
            ScheduledTask(name: name, interval: .seconds(60), retryDelays: []) { [trial] run in trial.journal.note("\(run.task)") }
                .with(timeout: .seconds(30), jitter: SlotJitter(limit: .seconds(20)))
        }
        #expect(tasks[0].grid != tasks[1].grid)
        await trial.run(try trial.scheduler(tasks: tasks), until: .seconds(600))
        let runs = Dictionary(grouping: trial.store.records, by: \.run.task)
        for name in ["a", "b"] {
            let slots = runs[name, default: []].map(\.run.slot.number)
            #expect(slots.count >= 10 && slots == Array(slots[0]...(slots[0] + Int64(slots.count) - 1)), "\(name)")
        }
    }
}
