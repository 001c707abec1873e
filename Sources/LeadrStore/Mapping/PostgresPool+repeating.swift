import Postgres

extension PostgresPool {
    /// Runs a transaction again when it lost against another one, a few times.
    ///
    /// - Throws: What `body` throws; ``PostgresError``.
    func repeatingTransaction<R>(
        attempts: Int = 10,
        options: PostgresTransactionOptions = .default,
        _ body: (PostgresConnection) async throws -> R
    ) async throws -> R {
        var attempt = 1
        while true {
            do {
                return try await transaction(options) { try await body($0) }
            } catch let error where attempt < attempts && Self.hasLost(error) {
                attempt += 1
            }
        }
    }

    private static func hasLost(_ error: any Error) -> Bool {
        error is RankingConflict || (error as? PostgresError)?.isRetryable == true
    }
}
