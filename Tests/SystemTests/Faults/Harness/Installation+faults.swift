import Foundation
import JobQueue
import Postgres
import Redis
import TestSupport
import Testing

extension FaultProxy {
    /// Settings that lead a process to Redis through this proxy.
    var redisSettings: [String: String] { ["REDIS_URL": "redis://127.0.0.1:\(port)"] }
    /// Settings that lead a process to PostgreSQL through this proxy.
    var postgresSettings: [String: String] { ["DB_HOST": "127.0.0.1", "DB_PORT": "\(port)"] }
}

extension Installation {
    /// Leases of two seconds, for tests whose waiting for them is not what they measure.
    static let shortLeases = ["JOB_LEASE_SECONDS": "2", "JOB_HEARTBEAT_SECONDS": "1", "JOB_REAPER_INTERVAL_SECONDS": "1"]

    /// A proxy in front of its Redis.
    func redisProxy() async throws -> FaultProxy {
        try await FaultProxy(to: redis.port)
    }

    /// A proxy in front of its PostgreSQL.
    func postgresProxy() async throws -> FaultProxy {
        try await FaultProxy(to: ownPostgres?.port ?? TestServers.postgresPort)
    }

    /// The one running process of a kind.
    func process(_ kind: ProcessKind) throws -> ManagedProcess {
        try #require(running.first { $0.kind == kind })
    }

    /// Statistics of the queue of a kind of worker.
    func statistics(_ kind: ProcessKind) async throws -> QueueStatistics {
        try await queue.statistics(of: #require(kind.queue))
    }

    /// Runs `body` while nobody can read a board, so that every ranking transaction that needs it waits.
    func whileLocked(_ board: TestWorld.Board, _ body: @escaping @Sendable () async throws -> Void) async throws {
        let id = String(board.id.drop { $0 != "_" }.dropFirst())
        let lock = PostgresQuery("SELECT 1 FROM boards WHERE id = $1::text::uuid FOR UPDATE", [id], operation: "select", table: "boards")
        try await postgres.transaction { connection in
            // This one means to stand still.
            let patience = PostgresQuery("SET LOCAL idle_in_transaction_session_timeout = 0", operation: "set", table: "none")
            _ = try await connection.pipeline([patience, lock])
            // Not a child: the pool refuses a second connection inside a transaction, and here one is meant.
            try await Task.detached { try await body() }.value
        }
    }

    /// Rows that ranking workers wait for at the moment.
    func waitingRankings() async throws -> Int64 {
        let sql = """
            SELECT count(*)::int8 FROM pg_stat_activity
            WHERE datname = current_database() AND application_name LIKE '%ranking%' AND wait_event_type = 'Lock'
            """
        return try await number(sql)
    }

    /// The number a query gives.
    func number(_ sql: String) async throws -> Int64 {
        let rows = try await postgres.query(PostgresQuery(sql, operation: "select", table: "score_events"))
        return try #require(rows.first).decode(0, as: Int64.self)
    }
}
