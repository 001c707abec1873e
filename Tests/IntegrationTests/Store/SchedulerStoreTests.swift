import LeadrDomain
import LeadrServices
import LeadrStore
import Postgres
import Scheduling
import TestSupport
import Testing

@Suite struct SchedulerStoreTests {
    private func request(_ owner: String, term: Int64? = nil, for timeToLive: Duration = .seconds(60)) -> LeaseRequest {
        LeaseRequest(name: "leader", owner: owner, term: term, timeToLive: timeToLive)
    }

    @Test func `one process leads, and renewing keeps its term`() async throws {
        try await TestDatabase.withSchema("lease") { pool async throws in
            let store = PostgresLeaseStore(pool: pool)
            #expect(try await store.attempt(request("a")).term == 1)
            #expect(try await store.attempt(request("b")).term == nil)
            #expect(try await store.attempt(request("a", term: 1)).term == 1)
            // The same owner without its term is a process that started anew: whatever it did before is over.
            #expect(try await store.attempt(request("a")).term == 2)
        }
    }

    @Test func `of many processes that ask at once exactly one leads`() async throws {
        try await TestDatabase.withSchema("election") { pool async throws in
            let store = PostgresLeaseStore(pool: pool)
            let granted = try await withThrowingTaskGroup(of: Int64?.self) { group in
                for owner in 0..<8 { group.addTask { try await store.attempt(request("p\(owner)")).term } }
                return try await group.reduce(into: [Int64]()) { terms, term in if let term { terms.append(term) } }
            }
            #expect(granted == [1])
        }
    }

    @Test func `a lease that ran out or was given up goes to the next, under a new term`() async throws {
        try await TestDatabase.withSchema("lease_end") { pool async throws in
            let store = PostgresLeaseStore(pool: pool)
            #expect(try await store.attempt(request("a", for: .zero)).term == 1)
            #expect(try await store.attempt(request("b")).term == 2)
            try await store.release("leader", owner: "a", term: 1)
            #expect(try await store.attempt(request("c")).term == nil)
            try await store.release("leader", owner: "b", term: 2)
            #expect(try await store.attempt(request("c")).term == 3)
        }
    }

    @Test func `a slot runs once, and only under the present term`() async throws {
        try await TestDatabase.withSchema("slots") { pool async throws in
            _ = try await PostgresLeaseStore(pool: pool).attempt(request("a"))
            let store = PostgresSlotStore(pool: pool)
            func run(_ slot: Int64, term: Int64 = 1) -> SlotRun {
                SlotRun(task: "t", slot: Slot(slot), due: StoreTime(microseconds: slot * 1000), lease: "leader", term: term, owner: "a")
            }
            #expect(try await store.latestSlotStart(of: "t") == nil)
            #expect(try await store.begin(run(7)))
            #expect(try await !store.begin(run(7)))
            #expect(try await !store.begin(run(8, term: 0)))
            #expect(try await store.latestSlotStart(of: "t") == StoreTime(microseconds: 7000))
        }
    }

    @Test func `a slot given back may run again`() async throws {
        try await TestDatabase.withSchema("slot_back") { pool async throws in
            _ = try await PostgresLeaseStore(pool: pool).attempt(request("a"))
            let store = PostgresSlotStore(pool: pool)
            let run = SlotRun(task: "t", slot: Slot(1), due: StoreTime(microseconds: 9), lease: "leader", term: 1, owner: "a")
            #expect(try await store.begin(run))
            try await store.finish(run, outcome: .abandoned, attempts: 1, error: nil)
            #expect(try await store.latestSlotStart(of: "t") == nil)
            #expect(try await store.begin(run))
        }
    }

    @Test func `how a run ended is on record`() async throws {
        try await TestDatabase.withSchema("slot_end") { pool async throws in
            _ = try await PostgresLeaseStore(pool: pool).attempt(request("a"))
            let store = PostgresSlotStore(pool: pool)
            let runs = (1...3).map {
                SlotRun(
                    kind: $0 == 3 ? .catchUp : .slot,
                    task: "t",
                    slot: Slot($0),
                    due: StoreTime(microseconds: $0),
                    lease: "leader",
                    term: 1,
                    owner: "a"
                )
            }
            for run in runs { #expect(try await store.begin(run)) }
            try await store.finish(runs[0], outcome: .succeeded, attempts: 1, error: nil)
            try await store.finish(runs[1], outcome: .failed, attempts: 3, error: "boom")
            let history = try await ScheduleStore(pool: pool).history(PageRequest(sort: .latestRunFirst), of: "t").rows.reversed()
            #expect(history.map(\.outcome) == ["succeeded", "failed", "running"])
            #expect(history.map(\.kind) == ["slot", "slot", "catch_up"] && history.map(\.slot) == [1, 2, 3])
            #expect(history.map(\.attempts) == [1, 3, 1] && history.map(\.error) == [nil, "boom", nil])
            #expect(history.map { $0.finishedAt != nil } == [true, true, false])
        }
    }

    @Test func `a failure that was not claimed is on record with its time, under the present term alone`() async throws {
        try await TestDatabase.withSchema("slot_note") { pool async throws in
            _ = try await PostgresLeaseStore(pool: pool).attempt(request("a"))
            let store = PostgresSlotStore(pool: pool)
            for term in [0, 1] as [Int64] {
                let run = SlotRun(task: "t", slot: Slot(1), due: StoreTime(microseconds: 9), lease: "leader", term: term, owner: "a")
                // The second time because the answer was not heard.
                for _ in 0..<2 {
                    #expect(try await store.note(run, failedAfter: .milliseconds(1500), attempts: 2, error: "boom") == (term == 1))
                }
            }
            let history = try await ScheduleStore(pool: pool).history(PageRequest(sort: .latestRunFirst), of: "t").rows
            #expect(history.map(\.slot) == [nil] && history.map(\.outcome) == ["failed"] && history.map(\.kind) == ["slot"])
            #expect(try await store.latestSlotStart(of: "t") == nil, "it took no slot")
            #expect(history.first?.attempts == 2 && history.first?.error == "boom")
            #expect(history.first?.duration == .milliseconds(1500))
        }
    }
}
