import Foundation
import LeadrDomain
import LeadrStore
import Postgres
import Scheduling
import TestSupport
import Testing

@Suite struct ScheduleRegisterTests {
    private let lease = SchedulerConfiguration.standardLease

    private func lead(_ pool: PostgresPool, _ owner: String, for timeToLive: Duration = .seconds(600)) async throws -> Int64? {
        try await PostgresLeaseStore(pool: pool).attempt(LeaseRequest(name: lease, owner: owner, term: nil, timeToLive: timeToLive)).term
    }

    private func demand(_ request: RunRequest, term: Int64, owner: String = "a") -> SlotRun {
        SlotRun(
            id: request.id,
            kind: .demand,
            task: request.task,
            slot: Slot(5),
            due: StoreTime(microseconds: 0),
            lease: lease,
            term: term,
            owner: owner
        )
    }

    @Test func `the tasks of the latest leader are shown, with their next slots and last runs`() async throws {
        try await TestDatabase.withSchema("register") { pool async throws in
            try await pool.registerTask("old", owner: "a")
            try await pool.registerTask("tidy", owner: "a", interval: .seconds(3600))
            let store = ScheduleStore(pool: pool)
            let entries = try await store.entries()
            #expect(entries.map(\.name) == ["tidy"], "what the leader no longer has is gone")
            let entry = try #require(entries.first)
            #expect(entry.interval == .seconds(3600) && entry.timeout == .seconds(30) && entry.attempts == 2 && entry.alerts && entry.isRecorded)
            #expect(entry.missedSlots == "skip" && entry.lastRun == nil && entry.requestedAt == nil)
            let now = SystemClock().now()
            #expect(entry.nextSlotAt > now - .seconds(1) && entry.nextSlotAt <= now + .seconds(3601))
            #expect((entry.nextSlotAt.microseconds - entry.offset.microseconds) % 3_600_000_000 == 0)
            #expect(try await store.leader()?.holder == "a")
        }
    }

    @Test func `a leader whose term has passed changes nothing`() async throws {
        try await TestDatabase.withSchema("register_term") { pool async throws in
            try await pool.registerTask("tidy")
            let task = ScheduledTask(name: "late", interval: .seconds(1), retryDelays: []) { _ in }
            try await PostgresScheduleRegister(pool: pool).takeOver([TaskDescription(task)], as: LeaderTenure(lease: lease, owner: "test", term: 0))
            #expect(try await ScheduleStore(pool: pool).entries().map(\.name) == ["tidy"])
        }
    }

    @Test func `a request is taken once, by the leader, and its run has its id`() async throws {
        try await TestDatabase.withSchema("request") { pool async throws in
            try await pool.registerTask("tidy", owner: "a")
            let (store, register, slots) = (ScheduleStore(pool: pool), PostgresScheduleRegister(pool: pool), PostgresSlotStore(pool: pool))
            #expect(try await store.request(TaskRunID(UUID()), of: "nothing", by: "op") == nil)
            let id = try #require(try await store.request(TaskRunID(UUID()), of: "tidy", by: "op"))
            #expect(try await store.request(TaskRunID(UUID()), of: "tidy", by: "op") == id, "one request per task")
            let requests = try await register.requests()
            #expect(requests == [RunRequest(id: id.uuid, task: "tidy")])
            let request = try #require(requests.first)
            #expect(try await !slots.begin(demand(request, term: 7)), "not its term")
            #expect(try await !slots.begin(demand(request, term: 1, owner: "b")), "not the leader")
            #expect(try await slots.begin(demand(request, term: 1)))
            #expect(try await slots.begin(demand(request, term: 1)), "asked again, since the answer was lost: it is still ours")
            #expect(try await !slots.begin(demand(request, term: 1, owner: "b")))
            #expect(try await pool.query(PostgresQuery("SELECT 1 FROM scheduler_runs", operation: "test", table: "scheduler_runs")).count == 1)
            #expect(try await register.requests().isEmpty)
            let run = try #require(try await store.run(id))
            #expect(run.kind == "demand" && run.slot == nil && run.requestedBy == "op" && run.outcome == "running")
            #expect(try await slots.latestSlotStart(of: "tidy") == nil, "slots go on as if nothing had happened")
        }
    }

    @Test func `a run on demand that is given back is there for the next leader`() async throws {
        try await TestDatabase.withSchema("request_back") { pool async throws in
            try await pool.registerTask("tidy", owner: "a")
            let (store, register, slots) = (ScheduleStore(pool: pool), PostgresScheduleRegister(pool: pool), PostgresSlotStore(pool: pool))
            let id = try #require(try await store.request(TaskRunID(UUID()), of: "tidy", by: "op"))
            let run = demand(RunRequest(id: id.uuid, task: "tidy"), term: 1)
            #expect(try await slots.begin(run))
            try await slots.finish(run, outcome: .abandoned, attempts: 1, error: nil)
            #expect(try await register.requests().map(\.id) == [id.uuid])
            #expect(try await store.run(id) == nil)
        }
    }

    @Test func `a new leader marks what the one before it left open, and not what it runs itself`() async throws {
        try await TestDatabase.withSchema("interrupted") { pool async throws in
            let slots = PostgresSlotStore(pool: pool)
            func run(_ slot: Int64, _ term: Int64, _ owner: String) -> SlotRun {
                SlotRun(task: "tidy", slot: Slot(slot), due: StoreTime(microseconds: slot), lease: lease, term: term, owner: owner)
            }
            #expect(try await lead(pool, "a") == 1)
            let (done, open) = (run(1, 1, "a"), run(2, 1, "a"))
            for run in [done, open] { #expect(try await slots.begin(run)) }
            try await slots.finish(done, outcome: .succeeded, attempts: 1, error: nil)
            try await PostgresLeaseStore(pool: pool).release(lease, owner: "a", term: 1)
            #expect(try await lead(pool, "b") == 2)
            #expect(try await slots.begin(run(3, 2, "b")))
            try await PostgresScheduleRegister(pool: pool).takeOver([], as: LeaderTenure(lease: lease, owner: "b", term: 2))
            let store = ScheduleStore(pool: pool)
            let outcomes = try await store.history(PageRequest(sort: .latestRunFirst), of: "tidy").rows.map(\.outcome)
            #expect(Set(outcomes) == ["succeeded", "interrupted", "running"] && outcomes.count == 3)
            // The frozen leader wakes up: what it gives back stays on record, what it finished is told.
            try await slots.finish(open, outcome: .abandoned, attempts: 1, error: nil)
            #expect(try await store.run(TaskRunID(open.id))?.outcome == "interrupted")
            try await slots.finish(open, outcome: .succeeded, attempts: 1, error: nil)
            #expect(try await store.run(TaskRunID(open.id))?.outcome == "succeeded")
        }
    }

    @Test func `a slot that is given back after another leader has come stays on record`() async throws {
        try await TestDatabase.withSchema("late_return") { pool async throws in
            let slots = PostgresSlotStore(pool: pool)
            #expect(try await lead(pool, "a", for: .zero) == 1)
            let run = SlotRun(task: "tidy", slot: Slot(1), due: StoreTime(microseconds: 1), lease: lease, term: 1, owner: "a")
            #expect(try await slots.begin(run))
            #expect(try await lead(pool, "b") == 2)
            try await slots.finish(run, outcome: .abandoned, attempts: 1, error: nil)
            #expect(try await ScheduleStore(pool: pool).run(TaskRunID(run.id))?.outcome == "interrupted")
            #expect(try await slots.latestSlotStart(of: "tidy") == StoreTime(microseconds: 1))
        }
    }

    @Test func `the history is read page by page, each from an index`() async throws {
        try await TestDatabase.withSchema("history") { pool async throws in
            let fill = """
                INSERT INTO scheduler_runs (task, slot, term, holder, started_at)
                SELECT 't' || n % 3, n, 1, 'a', now() - n * interval '1 s' FROM generate_series(1, 6000) n
                """
            _ = try await pool.query(PostgresQuery(fill, operation: "insert", table: "scheduler_runs"))
            _ = try await pool.query(PostgresQuery("ANALYZE scheduler_runs", operation: "analyze", table: "scheduler_runs"))
            let store = ScheduleStore(pool: pool)
            var cursor: String?
            var slots: [Int64?] = []
            repeat {
                let request = try PageRequest(
                    limit: "100",
                    sort: nil,
                    cursor: cursor,
                    allowing: .taskRuns,
                    defaultSort: .latestRunFirst,
                    filters: PageFilters()
                )
                let page = try await store.history(request, of: "t1")
                slots += page.rows.map(\.slot)
                cursor = page.nextCursor
            } while cursor != nil
            #expect(slots.compactMap { $0 } == Array(stride(from: Int64(1), to: 6000, by: 3)))
        }
    }
}
