import LeadrDomain
import Postgres

/// The epoch of Redis's data as PostgreSQL remembers it.
public struct RedisEpochStore: Sendable {
    private let pool: PostgresPool

    /// A store on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// The present epoch; nil before the first.
    public func current() async throws(PostgresError) -> RedisEpoch? {
        let query = PostgresQuery("SELECT number, nonce FROM redis_epoch", operation: "select", table: "redis_epoch")
        guard let row = try await pool.query(query).firstRow else { return nil }
        return RedisEpoch(number: try row.decode(0), nonce: try row.decode(1))
    }

    /// Ends an epoch and begins another: from now on no push of an earlier one counts.
    ///
    /// - Returns: false when the present epoch is not `former`: another process was faster.
    public func replace(_ former: RedisEpoch?, with epoch: RedisEpoch) async throws(PostgresError) -> Bool {
        let query: PostgresQuery
        if let former {
            query = PostgresQuery(
                "UPDATE redis_epoch SET number = $1, nonce = $2, began_at = now() WHERE number = $3 AND nonce = $4",
                [epoch.number, epoch.nonce, former.number, former.nonce],
                operation: "update",
                table: "redis_epoch"
            )
        } else {
            query = PostgresQuery(
                "INSERT INTO redis_epoch (number, nonce) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                [epoch.number, epoch.nonce],
                operation: "insert",
                table: "redis_epoch"
            )
        }
        return try await pool.query(query).affectedRows == 1
    }
}
