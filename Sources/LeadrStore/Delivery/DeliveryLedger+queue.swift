import LeadrDomain
import Postgres

extension DeliveryLedger {
    /// Gives `publish` what is pending and nobody queued; several may look at once.
    ///
    /// When `publish` throws, nothing is noted and they are found again. What it queued then is queued twice, which delivers nothing twice.
    ///
    /// - Parameters:
    ///   - findsLost: Also those whose job should have come up long ago, which means that it is lost, or was given up, when none waits in the queue. That
    ///     counts as an attempt, so that it ends.
    ///   - attempts: Attempts after which a row has failed.
    /// - Returns: How many.
    /// - Throws: `PostgresError`, or what `publish` throws.
    public func queue(limit: Int, findsLost: Bool, attempts: Int, _ publish: @Sendable ([PendingDelivery]) async throws -> Void) async throws -> Int {
        try await pool.transaction { connection in
            let found = try await connection.query(unqueued(limit, findsLost, attempts))
            var pending: [PendingDelivery] = []
            for row in found where try row.decode(3) {
                pending.append(PendingDelivery(id: try row.decode(0), accountID: try row.decode(1), createdAt: try row.decode(2)))
            }
            if !pending.isEmpty { try await publish(pending) }
            return found.count
        }
    }

    /// The same, one transaction after the other, until none is left; returns how many.
    ///
    /// - Throws: `PostgresError`, or what `publish` throws; what was not queued is found again.
    @discardableResult
    public func queueAll(
        findsLost: Bool = false,
        attempts: Int = .max,
        _ publish: @Sendable ([PendingDelivery]) async throws -> Void
    ) async throws -> Int {
        var total = 0
        while true {
            let count = try await queue(limit: Self.batch, findsLost: findsLost, attempts: attempts, publish)
            total += count
            guard count == Self.batch else { return total }
        }
    }

    private func unqueued(_ limit: Int, _ findsLost: Bool, _ attempts: Int) -> PostgresQuery {
        let isGivenUp = "due_at IS NOT NULL AND attempts + 1 >= $4"
        let text = """
            UPDATE \(table.name) SET attempts = attempts + CASE WHEN due_at IS NULL THEN 0 ELSE 1 END,
                status = CASE WHEN \(isGivenUp) THEN 'failed' ELSE status END, failed_at = CASE WHEN \(isGivenUp) THEN now() END,
                error_message = CASE WHEN \(isGivenUp) THEN 'its job was lost or given up' ELSE error_message END,
                due_at = CASE WHEN \(isGivenUp) THEN NULL ELSE now() END
            WHERE id IN (
                SELECT id FROM \(table.name)
                WHERE status = 'pending' AND \(table.isLive) AND (due_at IS NULL OR $3 AND due_at < now() - $1::float8 * interval '1 second')
                ORDER BY due_at NULLS FIRST, created_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            RETURNING id, account_id, created_at, status = 'pending'
            """
        let parameters: [(any PostgresEncodable)?] = [Self.patience / .seconds(1), Int32(clamping: limit), findsLost, Int32(clamping: attempts)]
        return PostgresQuery(text, parameters, operation: "update", table: table.name)
    }

    /// Lets all that is pending count as not queued, since the jobs are lost.
    static func unqueuing(_ table: DeliveryTable) -> PostgresQuery {
        let text = "UPDATE \(table.name) SET due_at = NULL WHERE status = 'pending' AND \(table.isLive) AND due_at IS NOT NULL"
        return PostgresQuery(text, operation: "update", table: table.name)
    }
}
