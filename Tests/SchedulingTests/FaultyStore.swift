import Synchronization

@testable import Scheduling

/// The in-memory store, reached over a line that a test can cut or slow down.
final class FaultyStore: LeaseStore, SlotStore {
    struct Away: Error {}

    private struct Line {
        var isCut = false
        var delay = Duration.zero
        var answersToLose = 0
    }

    private let store: InMemorySchedulerStore
    private let clock: TestClock
    private let line = Mutex(Line())

    init(_ store: InMemorySchedulerStore, clock: TestClock) {
        self.store = store
        self.clock = clock
    }

    func cut(_ isCut: Bool = true) { line.withLock { $0.isCut = isCut } }
    /// The next claim or outcome is written, and its answer does not come back.
    func loseNextAnswer() { line.withLock { $0.answersToLose += 1 } }
    func slowDown(_ delay: Duration) { line.withLock { $0.delay = delay } }

    func attempt(_ request: LeaseRequest) async throws -> LeaseReply {
        try await pass()
        let reply = try await store.attempt(request)
        try await pass()
        return reply
    }

    func release(_ name: String, owner: String, term: Int64) async throws {
        try await pass()
        try await store.release(name, owner: owner, term: term)
    }

    func begin(_ run: SlotRun) async throws -> Bool {
        try await pass()
        let isOurs = try await store.begin(run)
        try answer()
        return isOurs
    }

    func finish(_ run: SlotRun, outcome: SlotOutcome, attempts: Int, error: String?) async throws {
        try await pass()
        try await store.finish(run, outcome: outcome, attempts: attempts, error: error)
        try answer()
    }

    func note(_ run: SlotRun, failedAfter duration: Duration, attempts: Int, error: String) async throws -> Bool {
        try await pass()
        let isWritten = try await store.note(run, failedAfter: duration, attempts: attempts, error: error)
        try answer()
        return isWritten
    }

    func latestSlotStart(of task: String) async throws -> StoreTime? {
        try await pass()
        return try await store.latestSlotStart(of: task)
    }

    private func answer() throws {
        let isLost = line.withLock { line in
            guard line.answersToLose > 0 else { return false }
            line.answersToLose -= 1
            return true
        }
        if isLost { throw Away() }
    }

    private func pass() async throws {
        let line = line.withLock { $0 }
        if line.isCut { throw Away() }
        if line.delay > .zero { try await clock.sleep(until: clock.now() + line.delay) }
    }
}
