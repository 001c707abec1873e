import Synchronization

/// Leases and slots in the memory of one process: for tests, and for trying the scheduler without a database.
public final class InMemorySchedulerStore: LeaseStore, SlotStore, ScheduleRegister {
    fileprivate struct Lease {
        var owner: String
        var term: Int64
        var expiresAt: StoreTime
    }

    /// A slot as it was recorded.
    public struct Record: Sendable, Equatable {
        /// The claim.
        public var run: SlotRun
        /// Nil while it runs.
        public var outcome: SlotOutcome?
        /// Attempts made.
        public var attempts: Int
    }

    fileprivate struct State {
        var leases: [String: Lease] = [:]
        var records: [Record] = []
        var notes: [Record] = []
        var tasks: [TaskDescription] = []
        var requests: [RunRequest] = []
    }

    private let state = Mutex(State())
    private let time: @Sendable () -> StoreTime

    /// A store whose own clock is `time`.
    public init(time: @escaping @Sendable () -> StoreTime) {
        self.time = time
    }

    /// Everything recorded, in order of the claims.
    public var records: [Record] { state.withLock { $0.records } }

    /// Failures that were recorded without a claim, in order.
    public var notes: [Record] { state.withLock { $0.notes } }

    /// The tasks that the latest leader wrote down.
    public var tasks: [TaskDescription] { state.withLock { $0.tasks } }

    /// Asks for a run.
    public func request(_ request: RunRequest) {
        state.withLock { $0.requests.append(request) }
    }

    /// See ``LeaseStore/attempt(_:)``.
    public func attempt(_ request: LeaseRequest) async throws -> LeaseReply {
        let now = time()
        return state.withLock { state in
            let lease = state.leases[request.name]
            if let lease, lease.owner != request.owner, now < lease.expiresAt { return LeaseReply(term: nil, time: now) }
            let isRenewal = lease.map { $0.owner == request.owner && $0.term == request.term && now < $0.expiresAt } ?? false
            let term = isRenewal ? lease?.term ?? 1 : (lease?.term ?? 0) + 1
            state.leases[request.name] = Lease(owner: request.owner, term: term, expiresAt: now + request.timeToLive)
            return LeaseReply(term: term, time: now)
        }
    }

    /// See ``LeaseStore/release(_:owner:term:)``.
    public func release(_ name: String, owner: String, term: Int64) async throws {
        let now = time()
        state.withLock { state in
            guard let lease = state.leases[name], lease.owner == owner, lease.term == term else { return }
            state.leases[name]?.expiresAt = now
        }
    }

    /// See ``SlotStore/begin(_:)``.
    public func begin(_ run: SlotRun) async throws -> Bool {
        let now = time()
        return state.withLock { state in
            guard state.isLed(by: run, at: now) else { return false }
            // The answer to the claim was not heard.
            guard !state.isBegun(run) else { return true }
            guard state.isOpen(run) else { return false }
            state.requests.removeAll { $0.id == run.id }
            state.records.append(Record(run: run, outcome: nil, attempts: 0))
            return true
        }
    }

    /// See ``SlotStore/finish(_:outcome:attempts:error:)``.
    public func finish(_ run: SlotRun, outcome: SlotOutcome, attempts: Int, error: String?) async throws {
        state.withLock { state in
            guard let index = state.records.firstIndex(where: { $0.run == run }) else { return }
            guard outcome != .abandoned else {
                state.records.remove(at: index)
                if run.kind == .demand { state.requests.append(RunRequest(id: run.id, task: run.task)) }
                return
            }
            state.records[index].outcome = outcome
            state.records[index].attempts = attempts
        }
    }

    /// See ``SlotStore/note(_:failedAfter:attempts:error:)``.
    public func note(_ run: SlotRun, failedAfter duration: Duration, attempts: Int, error: String) async throws -> Bool {
        let now = time()
        return state.withLock { state in
            guard state.isLed(by: run, at: now) else { return false }
            state.notes.append(Record(run: run, outcome: .failed, attempts: attempts))
            return true
        }
    }

    /// See ``SlotStore/latestSlotStart(of:)``.
    public func latestSlotStart(of task: String) async throws -> StoreTime? {
        state.withLock { state in state.records.filter { $0.run.task == task && $0.run.kind != .demand }.map(\.run.due).max() }
    }

    /// See ``ScheduleRegister/takeOver(_:as:)``.
    public func takeOver(_ tasks: [TaskDescription], as tenure: LeaderTenure) async throws {
        state.withLock { state in
            guard let lease = state.leases[tenure.lease], lease.owner == tenure.owner, lease.term == tenure.term else { return }
            state.tasks = tasks
        }
    }

    /// See ``ScheduleRegister/requests()``.
    public func requests() async throws -> [RunRequest] { state.withLock { $0.requests } }
}

extension InMemorySchedulerStore.State {
    /// Whether the term of `run` goes on.
    fileprivate func isLed(by run: SlotRun, at now: StoreTime) -> Bool {
        leases[run.lease].map { $0.term == run.term && now < $0.expiresAt } ?? false
    }

    /// Whether `run` itself was claimed, and goes on.
    fileprivate func isBegun(_ run: SlotRun) -> Bool {
        records.contains { $0.run == run && $0.outcome == nil }
    }

    /// Whether nobody has claimed what `run` is about.
    fileprivate func isOpen(_ run: SlotRun) -> Bool {
        if run.kind == .demand { return requests.contains { $0.id == run.id } }
        return !records.contains { $0.run.task == run.task && $0.run.slot == run.slot && $0.run.kind != .demand }
    }
}
