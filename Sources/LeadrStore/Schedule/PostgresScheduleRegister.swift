import Foundation
import Postgres
import Scheduling

/// Keeps the tasks of the leader and the requests of operators in PostgreSQL, the leader's side.
public struct PostgresScheduleRegister: ScheduleRegister {
    /// A request older than this is not carried out any more: whoever made it has long looked elsewhere.
    public static let requestLife: Duration = .seconds(900)

    private let pool: PostgresPool

    /// A register on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// See `ScheduleRegister.takeOver`. The lease row is locked meanwhile, so that the leader after this one writes after it.
    ///
    /// - Throws: `PostgresError`.
    public func takeOver(_ tasks: [TaskDescription], as tenure: LeaderTenure) async throws {
        try await pool.transaction { connection in
            guard try await connection.query(Self.lock(tenure)).affectedRows == 1 else { return }
            _ = try await connection.pipeline([Self.removal(of: tasks), Self.upsert(of: tasks), Self.interruption(before: tenure)])
        }
    }

    /// See `ScheduleRegister.requests`.
    ///
    /// - Throws: `PostgresError`.
    public func requests() async throws -> [RunRequest] {
        let text = """
            SELECT id, task FROM scheduler_requests
            WHERE requested_at > now() - $1::float8 * interval '1 second' ORDER BY requested_at LIMIT 100
            """
        let query = PostgresQuery(text, [Self.requestLife / .seconds(1)], operation: "select", table: "scheduler_requests")
        return try await pool.query(query).map { RunRequest(id: try $0.decode(0, as: UUID.self), task: try $0.decode(1, as: String.self)) }
    }

    private static func lock(_ tenure: LeaderTenure) -> PostgresQuery {
        let text = "SELECT 1 FROM scheduler_leases WHERE name = $1 AND holder = $2 AND term = $3 FOR SHARE"
        return PostgresQuery(text, [tenure.lease, tenure.owner, tenure.term], operation: "select", table: "scheduler_leases")
    }

    private static func removal(of tasks: [TaskDescription]) -> PostgresQuery {
        PostgresQuery("DELETE FROM scheduler_tasks WHERE name <> ALL ($1)", [tasks.map(\.name)], operation: "delete", table: "scheduler_tasks")
    }

    private static func upsert(of tasks: [TaskDescription]) -> PostgresQuery {
        let text = """
            INSERT INTO scheduler_tasks AS t (name, interval_us, offset_us, timeout_us, attempts, alerts, is_recorded, missed_slots)
            SELECT name, interval_us, offset_us, nullif(timeout_us, 0), attempts, alerts, is_recorded, missed_slots
            FROM unnest($1::text[], $2::int8[], $3::int8[], $4::int8[], $5::int4[], $6::bool[], $7::bool[], $8::text[])
                AS n (name, interval_us, offset_us, timeout_us, attempts, alerts, is_recorded, missed_slots)
            ON CONFLICT (name) DO UPDATE SET
                interval_us = excluded.interval_us, offset_us = excluded.offset_us, timeout_us = excluded.timeout_us, attempts = excluded.attempts,
                alerts = excluded.alerts, is_recorded = excluded.is_recorded, missed_slots = excluded.missed_slots, registered_at = now()
            """
        let parameters: [(any PostgresEncodable)?] = [
            tasks.map(\.name), tasks.map(\.grid.intervalMicroseconds), tasks.map(\.grid.offsetMicroseconds),
            tasks.map { $0.timeout.map { Int64($0 / .microseconds(1)) } ?? 0 }, tasks.map { Int32(clamping: $0.attempts) }, tasks.map(\.alerts),
            tasks.map(\.isRecorded), tasks.map(\.missedSlots.rawValue),
        ]
        return PostgresQuery(text, parameters, operation: "upsert", table: "scheduler_tasks")
    }

    /// A leader of a former term that still works on one of them will write its own outcome over this one.
    private static func interruption(before tenure: LeaderTenure) -> PostgresQuery {
        let text = """
            UPDATE scheduler_runs SET finished_at = now(), outcome = 'interrupted', error = 'the scheduler that ran it stopped without a word'
            WHERE finished_at IS NULL AND term < $1
            """
        return PostgresQuery(text, [tenure.term], operation: "update", table: "scheduler_runs")
    }
}
