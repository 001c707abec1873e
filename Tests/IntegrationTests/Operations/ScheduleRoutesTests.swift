import ByteJSON
import Foundation
import HTTPTypes
import LeadrDomain
import LeadrServices
import LeadrStore
import Postgres
import Scheduling
import TestSupport
import Testing

@Suite("Operators' schedule")
struct ScheduleRoutesTests {
    @Test func `a superadmin sees the tasks, asks for a run, and finds it in the history`() async throws {
        try await APIFixture.with({ $0.runsPipeline = false }) { api async throws in
            #expect(try await api.admin(.get, "/ops/schedule")["leader"] == .null)
            try await api.pool.registerTask("tidy", owner: "a")
            let schedule = try await api.admin(.get, "/ops/schedule")
            #expect(schedule["leader"]?.object?["holder"] == "a" && schedule.data.map { $0["task"]?.string } == ["tidy"])
            #expect(schedule.data.first?["interval_seconds"]?.double == 60 && schedule.data.first?["last_run"] == .null)

            let asked = try await api.admin(.post, "/ops/schedule/tidy/run")
            #expect(asked.status == 200 && asked["status"] == "requested")
            let id = try #require(asked["id"]?.string)
            #expect(try await api.admin(.get, "/ops/schedule/history").data.isEmpty, "the API process runs nothing itself")
            #expect(try await api.admin(.get, "/ops/audit").data.map { $0["action"]?.string } == ["schedule.run"])

            let run = SlotRun(
                id: try TaskRunID(wire: id).uuid,
                kind: .demand,
                task: "tidy",
                slot: Slot(0),
                due: StoreTime(microseconds: 0),
                lease: SchedulerConfiguration.standardLease,
                term: 1,
                owner: "a"
            )
            let slots = PostgresSlotStore(pool: api.pool)
            #expect(try await slots.begin(run))
            try await slots.finish(run, outcome: .failed, attempts: 1, error: "boom")
            let history = try await api.admin(.get, "/ops/schedule/history?task=tidy")
            #expect(history.data.map { $0["id"]?.string } == [id])
            let shown = try #require(history.data.first)
            #expect(shown["kind"] == "demand" && shown["outcome"] == "failed" && shown["error"] == "boom" && shown["slot"] == .null)
            #expect(shown["requested_by"]?.string?.hasPrefix("key_") == true && shown["duration_seconds"]?.double != nil)
            #expect(try await api.admin(.get, "/ops/schedule").data.first?["last_run"]?.object?["id"]?.string == id)
        }
    }

    @Test func `wrong input is refused in the contract's form, and leaves no record`() async throws {
        try await APIFixture.with({ $0.runsPipeline = false }) { api async throws in
            #expect(try await api.admin(.post, "/ops/schedule/nothing/run").error == "Task not found")
            #expect(try await api.admin(.get, "/ops/schedule/history?limit=0").status == 422)
            #expect(try await api.admin(.get, "/ops/schedule/history?sort=task").status == 400)
            #expect(try await api.admin(.get, "/ops/schedule/history?cursor=x").status == 400)
            #expect(try await api.admin(.get, "/ops/schedule/history?task=nothing").data.isEmpty)
            #expect(try await api.admin(.get, "/ops/usage?metric=x&period=week&from=soon").issues.count == 3)
            #expect(try await api.admin(.get, "/ops/usage?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z").status == 400)
            #expect(try await api.admin(.get, "/ops/audit").data.isEmpty)
        }
    }

    @Test func `leadrctl schedule does the same`() async throws {
        try await TestDatabase.withSchema("schedule_tool") { pool async throws in
            let name = PostgresQuery("SELECT current_database()::text", operation: "select", table: "none")
            let database = try #require(try await pool.query(name).firstRow).decode(0, as: String.self)
            let tool = ControlTool(group: "schedule", prefix: "none:", database: database)
            #expect(try await tool.run("list").text.hasPrefix("leader: none"))
            try await pool.registerTask("tidy", owner: "a")
            #expect(try await tool.run("list", "--json").json["data"]?.array?.first?.object?["task"] == "tidy")
            let unknown = try await tool.run("run", "nothing")
            #expect(unknown.code == 1 && unknown.errors.contains("no scheduler has a task 'nothing'"))
            let asked = try await tool.run("run", "tidy", "--json")
            #expect(asked.code == 0 && asked.json["status"] == "requested")
            #expect(try await PostgresScheduleRegister(pool: pool).requests().map(\.task) == ["tidy"])
            #expect(try await tool.run("history").text == "no runs")
            let late = try await tool.run("run", "tidy", "--wait", "1")
            #expect(late.code == 1 && late.errors.contains("has not ended yet"))
            #expect(try await tool.run("history", "--limit", "0").code == 64)
        }
    }
}
