import LeadrDomain
import Postgres

/// Usage per account and hour.
public struct UsageStore: Sendable {
    /// How long it is remembered that a batch was recorded; far longer than one can be on its way.
    private static let memory = "7 days"

    private let pool: PostgresPool

    /// A store on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Adds a batch, unless it was added before; both in one transaction. Entries of accounts that are gone are left out.
    ///
    /// - Returns: Whether it was added.
    /// - Throws: `PostgresError`.
    @discardableResult
    public func record(_ batch: UsageBatch) async throws -> Bool {
        try await pool.transaction { connection in
            let mark = PostgresQuery(
                "INSERT INTO usage_batches (id) VALUES ($1) ON CONFLICT DO NOTHING",
                [batch.id],
                operation: "insert",
                table: "usage_batches"
            )
            guard try await connection.query(mark).affectedRows == 1 else { return false }
            _ = try await connection.pipeline([Self.addition(of: batch.entries), Self.forgetting])
            return true
        }
    }

    /// Usage that fits, by period, account and metric.
    ///
    /// - Parameters:
    ///   - limit: At most so many rows.
    /// - Throws: ``PostgresError``.
    public func usage(_ filter: UsageFilter, limit: Int) async throws(PostgresError) -> [UsageEntry] {
        let text = """
            SELECT account_id, metric, date_trunc($1, period_start, 'UTC') AS period, sum(amount)::int8 FROM usage_records
            WHERE date_trunc($1, period_start, 'UTC') >= $2 AND date_trunc($1, period_start, 'UTC') < $3 AND period_start >= $2 AND period_start < $3 + interval '1 day'
                AND ($4::uuid IS NULL OR account_id = $4) AND ($5::text IS NULL OR metric = $5)
            GROUP BY account_id, metric, period ORDER BY period, account_id, metric LIMIT $6
            """
        let parameters: [(any PostgresEncodable)?] = [
            filter.period.rawValue, filter.from, filter.to, filter.accountID, filter.metric?.rawValue, Int64(limit),
        ]
        var entries: [UsageEntry] = []
        for row in try await pool.query(PostgresQuery(text, parameters, operation: "list", table: "usage_records")) {
            // Written by a later version: not for this one to show.
            guard let metric = UsageMetric(rawValue: try row.decode(1, as: String.self)) else { continue }
            entries.append(UsageEntry(accountID: try row.decode(0), metric: metric, hour: try row.decode(2), amount: try row.decode(3)))
        }
        return entries
    }

    /// Rows are written in the order of their keys, so that two schedulers cannot lock each other out.
    private static func addition(of entries: [UsageEntry]) -> PostgresQuery {
        let text = """
            INSERT INTO usage_records AS u (account_id, metric, period_start, period_end, amount)
            SELECT n.account_id, n.metric, n.hour, n.hour + interval '1 hour', sum(n.amount)::int8
            FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::int8[]) AS n (account_id, metric, hour, amount)
            JOIN accounts a ON a.id = n.account_id
            GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            ON CONFLICT (account_id, metric, period_start) DO UPDATE SET amount = u.amount + excluded.amount
            """
        let parameters: [(any PostgresEncodable)?] = [
            entries.map(\.accountID), entries.map(\.metric.rawValue), entries.map(\.hour), entries.map(\.amount),
        ]
        return PostgresQuery(text, parameters, operation: "upsert", table: "usage_records")
    }

    private static var forgetting: PostgresQuery {
        let text = "DELETE FROM usage_batches WHERE recorded_at < now() - interval '\(memory)'"
        return PostgresQuery(text, operation: "delete", table: "usage_batches")
    }
}
