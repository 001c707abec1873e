import LeadrDomain
import Postgres

extension BoardTemplateRepository {
    /// The present by the database's clock, which decides what is due whichever process asks.
    public func databaseTime() async throws(PostgresError) -> Timestamp {
        let result = try await pool.query(PostgresQuery("SELECT clock_timestamp()", operation: "select", table: "none"))
        guard let row = result.firstRow else { throw PostgresError(.decoding, "the database told no time") }
        return try row.decode(0)
    }

    /// Active templates of live games that were due at `now`, longest overdue first.
    public func due(at now: Timestamp) async throws(PostgresError) -> [BoardTemplateID] {
        let sql = "SELECT id FROM board_templates WHERE \(DueTemplate.condition(now: "$1")) ORDER BY next_run_at, id"
        var due: [BoardTemplateID] = []
        for row in try await pool.query(PostgresQuery(sql, [now], operation: "select", table: "board_templates")) { due.append(try row.decode(0)) }
        return due
    }

    /// Works on a template while its row is locked; nil when it is not due any more, or when somebody else holds it. All of it takes effect, or
    /// nothing if `body` throws.
    ///
    /// - Throws: What `body` throws; ``PostgresError``.
    public func lockingDue<R>(_ id: BoardTemplateID, at now: Timestamp, _ body: (DueTemplate) async throws -> R) async throws -> R? {
        try await pool.repeatingTransaction { connection in
            guard let due = try await DueTemplate.lock(id, at: now, on: connection) else { return nil }
            return try await body(due)
        }
    }
}
