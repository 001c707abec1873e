import Foundation
import Postgres

/// What the tables of the scheduler tell about the runs of all tasks.
struct ScheduleHistory: Sendable {
    /// A task as its leader wrote it down.
    struct Task: Sendable {
        var name: String
        /// Length of a slot in microseconds.
        var interval: Int64
        var offset: Int64
        var isRecorded: Bool
        var runsMissedOnce: Bool

        /// When a slot begins, in microseconds since the epoch.
        func start(of slot: Int64) -> Int64 { slot * interval + offset }
    }

    /// A row of the history. Times in microseconds since the epoch.
    struct Run: Sendable {
        var id: UUID
        var task: String
        var kind: String
        var slot: Int64?
        var term: Int64
        var due: Int64
        var started: Int64
        var finished: Int64?
        var outcome: String?
    }

    var tasks: [Task]
    var runs: [Run]

    /// Reads both tables.
    static func read(_ pool: PostgresPool) async throws -> ScheduleHistory {
        let tasks = try await pool.query(
            PostgresQuery(
                "SELECT name, interval_us, offset_us, is_recorded, missed_slots = 'run_once' FROM scheduler_tasks ORDER BY name",
                operation: "select",
                table: "scheduler_tasks"
            )
        ).map {
            Task(
                name: try $0.decode(0),
                interval: try $0.decode(1),
                offset: try $0.decode(2),
                isRecorded: try $0.decode(3),
                runsMissedOnce: try $0.decode(4)
            )
        }
        let runs = try await pool.query(
            PostgresQuery(
                "SELECT id, task, kind, slot, term, due_at, started_at, finished_at, outcome FROM scheduler_runs ORDER BY task, started_at, id",
                operation: "select",
                table: "scheduler_runs"
            )
        ).map { row in
            Run(
                id: try row.decode(0),
                task: try row.decode(1),
                kind: try row.decode(2),
                slot: try row.decode(3, as: Int64?.self),
                term: try row.decode(4),
                due: try row.decode(5, as: PostgresTimestamp.self).microsecondsSinceUnixEpoch,
                started: try row.decode(6, as: PostgresTimestamp.self).microsecondsSinceUnixEpoch,
                finished: try row.decode(7, as: PostgresTimestamp?.self)?.microsecondsSinceUnixEpoch,
                outcome: try row.decode(8, as: String?.self)
            )
        }
        return ScheduleHistory(tasks: tasks, runs: runs)
    }
}
