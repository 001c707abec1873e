import LeadrDomain
import Postgres

/// Writes alerts of failed tasks down as mails, not more of them than wanted whichever process leads.
public struct TaskAlertStore: Sendable {
    private let pool: PostgresPool
    private let pacing: AlertPacing

    /// A store on a pool.
    ///
    /// - Parameter interval: Time between two alerts of one task.
    public init(pool: PostgresPool, interval: Duration) {
        self.pool = pool
        pacing = AlertPacing(interval: interval)
    }

    /// Stores the mail about a failure of `task`, unless the last one is not old enough; the mail and the memory of it in one transaction.
    ///
    /// - Parameter compose: Writes the mail; given the database's time and how many failures were left out since the last one.
    /// - Returns: Whether the mail was stored.
    /// - Throws: `PostgresError`, or what `compose` throws.
    public func alert(_ task: String, _ compose: @Sendable (_ now: Timestamp, _ leftOut: Int64) throws -> Email) async throws -> Bool {
        try await pool.transaction { connection in
            _ = try await connection.query(Self.lock(task))
            guard let row = try await connection.query(Self.memory(of: task)).firstRow else { return false }
            let now = try row.decode(0, as: Timestamp.self)
            let alertedAt = try row.decode(1, as: Timestamp?.self)
            let leftOut = try row.decode(2, as: Int64?.self) ?? 0
            let decision = pacing.decide(alertedAt.map { AlertPacing.Memory(alertedAt: $0, leftOut: leftOut) }, at: now)
            var writes = [Self.note(decision.memory, of: task)]
            if let leftOut = decision.leftOut { writes.append(EmailRepository.insertion(of: try compose(now, leftOut))) }
            _ = try await connection.pipeline(writes)
            return decision.leftOut != nil
        }
    }

    private static func lock(_ task: String) -> PostgresQuery {
        let text = "SELECT pg_advisory_xact_lock(hashtextextended('leadr/alert/' || $1, 0))"
        return PostgresQuery(text, [task], operation: "lock", table: "scheduler_alerts")
    }

    private static func memory(of task: String) -> PostgresQuery {
        let text = "SELECT clock_timestamp(), a.alerted_at, a.left_out FROM (SELECT 1) AS one LEFT JOIN scheduler_alerts a ON a.task = $1"
        return PostgresQuery(text, [task], operation: "select", table: "scheduler_alerts")
    }

    private static func note(_ memory: AlertPacing.Memory, of task: String) -> PostgresQuery {
        let text = """
            INSERT INTO scheduler_alerts (task, alerted_at, left_out) VALUES ($1, $2, $3)
            ON CONFLICT (task) DO UPDATE SET alerted_at = excluded.alerted_at, left_out = excluded.left_out
            """
        return PostgresQuery(text, [task, memory.alertedAt, memory.leftOut], operation: "upsert", table: "scheduler_alerts")
    }
}
